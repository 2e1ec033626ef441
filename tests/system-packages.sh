#!/bin/sh
# Installs what the tests need beside Python: a browser, Chinese fonts, an office suite, a PDF reader to look at documents
# with, and libarchive. Where packages may not be installed, says in one line which are missing and fails.
set -u
needed="chromium fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils libarchive-tools"

missing=""
for package in $needed; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) || state=absent
    [ "$state" = installed ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -eq 0 ]; then root=""; else root="sudo -n"; fi
echo "正在安装测试所需的系统软件包：$missing"
export DEBIAN_FRONTEND=noninteractive
if ! { $root apt-get update && $root apt-get install --yes --no-install-recommends $missing; } >/dev/null 2>&1; then
    echo "缺少系统软件包，且不能自动安装：$missing。请以管理员身份运行：apt-get install$missing" >&2
    exit 1
fi

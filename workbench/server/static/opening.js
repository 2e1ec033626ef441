// A page is made when its turn comes, and until its first words come this one stays: say that something happens.
const said = document.getElementById("opening");
let later;
for (const link of document.querySelectorAll(".wb-cards a")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const name = link.querySelector("strong").textContent;
    clearTimeout(later);
    said.textContent = `正在打开“${name}”…`;
    later = setTimeout(() => {
      said.textContent = `现在打开的人较多，“${name}”正在排队，最多约一分钟。请不要重复点击。`;
    }, 4000);
  });
}
window.addEventListener("pageshow", () => { clearTimeout(later); said.textContent = ""; });

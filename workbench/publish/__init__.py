"""Results into Word and Excel. Nothing is computed here: rankings, lists and statistics come in as tables."""

from workbench.publish.final_list import final_list_docx, final_list_xlsx
from workbench.publish.heading import Heading
from workbench.publish.tables import tables_xlsx
from workbench.publish.templates import evaluator_template_xlsx, sign_ins_xlsx

__all__ = ["Heading", "evaluator_template_xlsx", "final_list_docx", "final_list_xlsx", "sign_ins_xlsx", "tables_xlsx"]

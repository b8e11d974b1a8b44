"""What can go wrong when a report is written."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


class PageNotMade(LindenError):
    """The PDF engine refused a page; `why` is its own message, for whoever looks after the program."""

    code = "page_not_made"
    says = mark("The PDF could not be made ({why}).")
    advice = mark("Save it as a text file or as a DOCX file instead. Nothing you wrote is lost.")


class TemplateUnknown(LindenError):
    """No template has this name."""

    code = "template_unknown"
    says = mark("There is no template named {name}.")
    advice = mark("Look at the list of templates and choose one of them.")


class RecipientUnknown(LindenError):
    """No recipient has this name."""

    code = "recipient_unknown"
    says = mark("There is no recipient named {name}.")
    advice = mark("Look at the list of recipients and choose one of them.")


class LanguageNotOffered(LindenError):
    """A template has no wording in this language."""

    code = "language_not_offered"
    says = mark("The template {name} is not written in the language {language}.")
    advice = mark("Choose one of these languages: {languages}.")


class FieldUnknown(LindenError):
    """An answer was given to a question that no template asks."""

    code = "field_unknown"
    says = mark("No report asks for {field}.")
    advice = mark("Look at the fields of the report and correct the name of the answer.")


class AnswerUnfit(LindenError):
    """An answer is not of the kind its field takes."""

    code = "answer_unfit"
    says = mark("The answer to {field} cannot be used as it is.")
    advice = mark("It must be {kind}. Please change it and try again.")


class NotForThisAge(LindenError):
    """A template is for adults only, and the person shown was or may have been under 18; `services` names where to turn."""

    code = "not_for_this_age"
    says = mark("This report is only for images of adults. If the person shown was, or may have been, under 18, other services help.")
    advice = mark("Turn to one of these instead: {services}. You do not have to keep or send the image for that.")


class OnlyForUnder18(LindenError):
    """A template is only for images of someone under 18."""

    code = "only_for_under_18"
    says = mark("This service is only for images of someone who was under 18.")
    advice = mark("Choose one of the services for adults in the list of recipients.")


class NotYourPhotograph(LindenError):
    """A copyright notice was chosen by someone who did not take the photograph."""

    code = "not_your_photograph"
    says = mark("A copyright notice can only be sent by the person who took the original photo.")
    advice = mark("Choose another notice. The others do not need you to own anything, and they protect your name better.")


class ReportDataDamaged(LindenError):
    """A file of recipients, templates or guides that ships with the program cannot be used."""

    code = "report_data_damaged"
    says = mark("A file that belongs to the program is damaged: {name} ({why}).")
    advice = mark("Install the program once more. Your vault and your answers are not affected.")


class ReportMissing(LindenError):
    """The vault keeps no report with this number."""

    code = "report_missing"
    says = mark("The vault has no report with the number {number}.")
    advice = mark('The numbers stand in the list of reports ("report due").')


class ReportNotReady(LindenError):
    """A report was to be marked as sent that was only ever kept as a draft."""

    code = "report_not_ready"
    says = mark("This report was saved as a draft: something required was missing.")
    advice = mark("Write it once more with what is missing, save it, and mark that one as sent.")


class TimeToCome(LindenError):
    """Something was to be noted as done at a time that has not come yet."""

    code = "time_to_come"
    says = mark("This time has not come yet.")
    advice = mark("Give the day and time at which it was done.")


class NothingNew(LindenError):
    """The next notice was asked for, and there is no new address to put into it."""

    code = "nothing_new"
    says = mark("No new address has been added since this report.")
    advice = mark("Add where you saw it again first, and then write the next notice.")

"""What can go wrong with the models that the checks use."""

from desktop.core.errors import LindenError
from desktop.core.texts import mark


class ModelMissing(LindenError):
    """A model that ships with the program is not where it should be."""

    code = "model_missing"
    says = mark("A part of the program that looks at pictures is missing ({model}).")
    advice = mark("Install the program once more. Nothing you saved is affected.")


class ModelChanged(LindenError):
    """A model's file is not the one that the manifest names by its SHA-256."""

    code = "model_changed"
    says = mark("A part of the program that looks at pictures was changed or is damaged ({model}), so it was not used.")
    advice = mark("Install the program once more from where you first got it. Nothing you saved is affected.")


class ModelFailed(LindenError):
    """A model could not be run on a picture."""

    code = "model_failed"
    says = mark("A part of the program that looks at pictures failed ({model}).")
    advice = mark("Close other programs to free memory, then try again. Nothing you saved is affected.")


class DocumentTooLong(LindenError):
    """A document has more pages than are checked one by one."""

    code = "document_too_long"
    says = mark("{name} has {pages} pages. The first {checked} were checked.")
    advice = mark("To check another page, save it as a document of its own, or check a screenshot of it.")


class NothingToCheck(LindenError):
    """The folders that were named hold no file whose name ends as a picture's does."""

    code = "nothing_to_check"
    says = mark("There is no picture and no video in {name}.")
    advice = mark("Choose a folder that holds pictures, videos or PDF documents, or the file itself.")


class ViewsNeedAnAdult(LindenError):
    """Views of a picture would be written whose person may be under 18, or of whom nobody said otherwise."""

    code = "views_need_an_adult"
    says = mark("No views were saved: they show what the picture shows, and the person in it is not said to be an adult.")
    advice = mark("If the person was certainly 18 or older, say so with --person-shown adult. Everything else works without views.")

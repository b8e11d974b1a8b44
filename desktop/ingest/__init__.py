"""What was said and sent elsewhere, as other programs export it: chats, e-mails and saved pages, read into messages and media.

Only structure is read here, with the standard library and within limits, in a confined child process (`reader_child`) that opens no
file itself: `opening` gives it what it asks for and takes in what it tells. No picture is decoded: that is for `desktop.media`.
"""

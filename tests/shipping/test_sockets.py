"""The list of sockets tells each act once, by its kind and place, and does not overlook one that leaves the computer."""

from shipping import sockets

LINES = [
    "11 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3",
    '11 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X99"}, 20) = -1 ECONNREFUSED (Connection refused)',
    '12 connect(3, {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/X99"}, 110) = 0',
    "12 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 4",
    '12 sendto(4, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = 1',
    '12 sendmsg(3, {msg_name=NULL, msg_iov=[{iov_base="x", iov_len=1}]}, 0) = 1',
    "12 +++ exited with 0 +++",
]


def test_every_act_is_listed_with_its_place() -> None:
    assert dict(sockets.seen([*LINES, LINES[0]])) == {
        "socket AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0": 2,
        'connect {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/Xn"} refused': 1,
        'connect {sa_family=AF_UNIX, sun_path="/tmp/.X11-unix/Xn"}': 1,
        "socket AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP": 1,
        'sendto {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}': 1,
        "sendmsg (connected)": 1,
    }


def test_a_socket_that_leaves_the_computer_is_counted() -> None:
    assert sockets.beyond(sockets.seen(LINES)) == 1
    assert sockets.beyond(sockets.seen(LINES[:3])) == 0

"""What can go wrong with the embedded servers, said in one sentence each."""


class ServiceError(Exception):
    """The embedded servers cannot be started; the message is a sentence for the person at the terminal."""


class AlreadyRunningError(ServiceError):
    """Another process runs the servers of this data folder."""

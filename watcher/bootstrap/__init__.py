"""Puts adapters into services, from the configuration. The only room that knows both."""

from watcher.bootstrap.files import add_agreement, add_subscriber, back_up, bring_back, data_folder, read_settings
from watcher.bootstrap.house import House, Network, open_house, present
from watcher.bootstrap.messages import FeedText, Messages
from watcher.bootstrap.reaching import fetcher

__all__ = [
    "FeedText",
    "House",
    "Messages",
    "Network",
    "add_agreement",
    "add_subscriber",
    "back_up",
    "bring_back",
    "data_folder",
    "fetcher",
    "open_house",
    "present",
    "read_settings",
]

"""The one shared memory of a round: what was loaded, who scored what, what was decided, and the trail of it all."""

from workbench.store.database import Conflict, Store, StoreUnavailable, open_store

__all__ = ["Conflict", "Store", "StoreUnavailable", "open_store"]

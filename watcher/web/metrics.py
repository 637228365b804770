"""Whether the watching itself works, for machines."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from watcher.services.browse import Health

CONTENT_TYPE = CONTENT_TYPE_LATEST


def health(now: Health) -> dict[str, object]:
    """The answer of ``/health``. ``status`` is ``ok``, or ``degraded`` when somebody should look."""
    degraded = now.unreadable or now.failed
    return {
        "status": "degraded" if degraded else "ok",
        "agreements": now.agreements,
        "unreadable": now.unreadable,
        "oldest_due_seconds": round(now.oldest_due.total_seconds()),
        "deliveries": {"waiting": now.waiting, "failed": now.failed},
    }


class _Snapshot(Collector):
    def __init__(self, now: Health) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        now = self._now
        checks = CounterMetricFamily("watcher_checks", "Checks made, by outcome.", labels=["outcome"])
        for outcome, count in now.checks.items():
            checks.add_metric([str(outcome)], count)
        yield checks
        deliveries = GaugeMetricFamily("watcher_deliveries", "Deliveries not delivered, by state.", labels=["state"])
        deliveries.add_metric(["waiting"], now.waiting)
        deliveries.add_metric(["failed"], now.failed)
        yield deliveries
        oldest = now.oldest_due.total_seconds()
        yield GaugeMetricFamily("watcher_agreements", "Agreements that are watched.", value=now.agreements)
        yield GaugeMetricFamily("watcher_agreements_unreadable", "Failing or quarantined.", value=now.unreadable)
        yield GaugeMetricFamily("watcher_oldest_due_seconds", "Age of the oldest check that is due.", value=oldest)


def prometheus(now: Health) -> bytes:
    """The answer of ``/metrics``: Prometheus text exposition format."""
    registry = CollectorRegistry()
    registry.register(_Snapshot(now))
    return generate_latest(registry)

"""The evidence list once more for forensic tools: items, provenance and custody in CASE 1.4 / UCO 1.4, as JSON-LD.

Source: caseontology.org and unifiedcyberontology.org, release 1.4.0. The context is in the file, so that no reader loads one
from elsewhere. Names of things are made from the package's number, so that the same package gives the same names.
"""

import json
from collections.abc import Iterator
from uuid import NAMESPACE_URL, UUID, uuid5

from desktop.handover import custody
from desktop.handover.evidence import EvidenceList, ListedItem

PATH = "data/case.jsonld"
Node = dict[str, object]

_CONTEXT = {
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_METHODS = {"MD5": "md5", "SHA256": "sha256", "SHA512": "sha512"}
# The form is one of CASE's list for what a person brings to the police; no investigation is claimed to be open.
_FORM = "case"


def as_json_ld(listing: EvidenceList, custody_lines: bytes, program: str) -> bytes:
    """Return the list as JSON-LD: every item with where it was seen and its hashes, and every shown line of the custody log as an act."""
    graph = _Graph(listing.package)
    tool = graph.add("tool", "uco-tool:Tool", **_named(program.rsplit(" ", 1)[0]), **{"uco-tool:version": program.rsplit(" ", 1)[-1]})
    provenance = {item.id: _item(graph, item) for item in listing.items}
    acts = list(_acts(graph, custody_lines, provenance, tool))
    graph.add(
        "investigation",
        "case-investigation:Investigation",
        **_named(listing.package),
        **{"case-investigation:investigationForm": _FORM, "uco-core:object": [*provenance.values(), *acts]},
    )
    document = {"@context": _CONTEXT, "@graph": graph.nodes}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


class _Graph:
    def __init__(self, package: str) -> None:
        self.nodes: list[Node] = []
        self._namespace: UUID = uuid5(NAMESPACE_URL, f"urn:linden:package:{package}")

    def add(self, key: str, kind: str, **facts: object) -> Node:
        """Add a thing and return the reference to it. `key` tells it from all others of the package."""
        name = f"urn:uuid:{uuid5(self._namespace, key)}"
        self.nodes.append({"@id": name, "@type": kind, **{fact: value for fact, value in facts.items() if value not in ("", [], None)}})
        return {"@id": name}


def _item(graph: _Graph, item: ListedItem) -> Node:
    """Add an item, where it was seen, and the record of its provenance; return the reference to the record."""
    key = f"item {item.id}"
    observed = _link(graph, item) if item.kind == "link" else _file(graph, item)
    found = [observed]
    if item.url and item.kind != "link":
        place = _link(graph, item)
        found += [place, _relation(graph, item, observed, place, "Located_At")]
    if item.account or item.platform:
        account = _account(graph, item)
        found += [account, _relation(graph, item, observed, account, "Associated_With")]
    told = [
        item.note,
        f"platform: {item.platform}" if item.platform else "",
        f"age of the person shown: {item.age}",
        f"original: {item.original}",
    ]
    return graph.add(
        f"{key} provenance",
        "case-investigation:ProvenanceRecord",
        **_named(f"Item {item.id}"),
        **{
            "case-investigation:exhibitNumber": item.id,
            "uco-core:description": [text for text in told if text],
            "uco-core:objectCreatedTime": _time(item.added_at),
            "uco-core:object": found,
        },
    )


def _file(graph: _Graph, item: ListedItem) -> Node:
    key = f"item {item.id}"
    hashes = [_hash(graph, f"{key} {method}", method, getattr(item, field)) for method, field in _METHODS.items() if getattr(item, field)]
    size = {"@type": "xsd:integer", "@value": str(item.size)} if item.sha256 else None
    content = graph.add(
        f"{key} content",
        "uco-observable:ContentDataFacet",
        **{"uco-observable:hash": hashes, "uco-observable:mimeType": item.media_type, "uco-observable:sizeInBytes": size},
    )
    file = graph.add(
        f"{key} file",
        "uco-observable:FileFacet",
        **{"uco-observable:fileName": item.name, "uco-observable:filePath": item.path, "uco-observable:sizeInBytes": size},
    )
    return graph.add(key, "uco-observable:File", **{"uco-core:hasFacet": [file, content]})


def _hash(graph: _Graph, key: str, method: str, value: str) -> Node:
    stated = {"uco-types:hashMethod": method, "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": value.upper()}}
    return graph.add(key, "uco-types:Hash", **stated)


def _link(graph: _Graph, item: ListedItem) -> Node:
    facet = graph.add(f"item {item.id} address", "uco-observable:URLFacet", **{"uco-observable:fullValue": item.url})
    return graph.add(f"item {item.id} url", "uco-observable:URL", **{"uco-core:hasFacet": [facet]})


def _account(graph: _Graph, item: ListedItem) -> Node:
    key = f"item {item.id} account holder"
    facet = graph.add(f"{key} facet", "uco-observable:AccountFacet", **{"uco-observable:accountIdentifier": item.account})
    return graph.add(key, "uco-observable:DigitalAccount", **_named(item.platform), **{"uco-core:hasFacet": [facet]})


def _relation(graph: _Graph, item: ListedItem, source: Node, target: Node, kind: str) -> Node:
    return graph.add(
        f"item {item.id} {kind}",
        "uco-observable:ObservableRelationship",
        **{
            "uco-core:source": source,
            "uco-core:target": target,
            "uco-core:kindOfRelationship": kind,
            "uco-core:isDirectional": {"@type": "xsd:boolean", "@value": "true"},
            "uco-core:startTime": _time(item.seen_at),
        },
    )


def _acts(graph: _Graph, lines: bytes, provenance: dict[str, Node], tool: Node) -> Iterator[Node]:
    for entry in custody.shown_entries(lines):
        about = provenance.get(entry.item)
        yield graph.add(
            f"act {entry.number}",
            "case-investigation:InvestigativeAction",
            **_named(entry.act),
            **{
                "uco-core:description": [f"custody log, line {entry.number}, SHA-256 {entry.hash}"],
                "uco-action:startTime": _time(entry.at),
                "uco-action:endTime": _time(entry.at),
                "uco-action:instrument": [tool],
                "uco-action:object": [about] if about else [],
            },
        )


def _named(name: str) -> Node:
    return {"uco-core:name": name}


def _time(stamped: str) -> Node | None:
    return {"@type": "xsd:dateTime", "@value": stamped} if stamped else None

"""Any event LINE's webhook description allows, for property-based tests."""

from typing import Any

from hypothesis import strategies as st

from tests.line_stand_in.line_schema import description, flattened

_LIMIT = 2**31


def event_kinds() -> list[str]:
    return sorted(_components()["Event"]["discriminator"]["mapping"])


def events(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    name = _components()["Event"]["discriminator"]["mapping"][kind].rsplit("/", 1)[1]
    return _object(name, {"type": st.just(kind), "timestamp": st.integers(1, 2**42), "webhookEventId": st.uuids().map(lambda u: u.hex[:26].upper())})


def _components() -> dict[str, Any]:
    return description("webhook.yml")["components"]["schemas"]


def _object(name: str, fixed: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    properties, required = flattened(_components()[name], _components())
    fields = {key: fixed[key] if key in fixed else _value(schema) for key, schema in properties.items()}
    needed = {key: value for key, value in fields.items() if key in required or key in fixed or key == "source"}
    return st.fixed_dictionaries(needed, optional={key: value for key, value in fields.items() if key not in needed})


def _value(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if "$ref" in schema:
        return _referred(schema["$ref"].rsplit("/", 1)[1])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "string":
            return st.text(max_size=min(schema.get("maxLength", 60), 60))
        case "integer":
            return st.integers(-_LIMIT, _LIMIT)
        case "number":
            return st.floats(-180, 180)
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(_value(schema["items"]), max_size=3)
        case _:
            return st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2)


def _referred(name: str) -> st.SearchStrategy[Any]:
    schema = _components()[name]
    if "discriminator" in schema:
        field, mapping = schema["discriminator"]["propertyName"], schema["discriminator"]["mapping"]
        return st.one_of([_object(ref.rsplit("/", 1)[1], {field: st.just(key)}) for key, ref in mapping.items()])
    return _value(schema) if "properties" not in schema and "allOf" not in schema else _object(name, {})

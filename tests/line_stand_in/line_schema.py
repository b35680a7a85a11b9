"""LINE's OpenAPI description as strict JSON Schemas: discriminators are followed, unknown fields refused, LINE's own limits added."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

FOLDER = Path(__file__).parents[3] / "shared" / "line-openapi"
REASON = f"LINE's OpenAPI description is not at {FOLDER}"

# Limits that stand in LINE's documentation but not in the description: field → UTF-16 units.
TEXT_LIMITS = {"text": 5000, "altText": 1500, "displayText": 300, "label": 20, "chatBarText": 14}
ACTION_TEXT_LIMIT = 300
BUBBLE_BYTES = 30_000


def described() -> bool:
    return (FOLDER / "messaging-api.yml").is_file()


@lru_cache(maxsize=2)
def description(name: str) -> dict[str, Any]:
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@lru_cache(maxsize=64)
def validator(file: str, component: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{component}", "$defs": definitions(file)})


@lru_cache(maxsize=2)
def definitions(file: str) -> dict[str, Any]:
    """Each component closed; a component with a discriminator becomes a choice between those it maps to."""
    components = description(file)["components"]["schemas"]
    closed = {name: _choice(schema) if "discriminator" in schema else _closed(name, components) for name, schema in components.items()}
    return closed | {f"{name}__own": _closed(name, components) for name in components}


def _choice(schema: Mapping[str, Any]) -> dict[str, Any]:
    field, mapping = schema["discriminator"]["propertyName"], schema["discriminator"]["mapping"]
    branches = [
        {"if": {"properties": {field: {"const": key}}, "required": [field]}, "then": {"$ref": f"#/$defs/{_name(ref)}__own"}} for key, ref in mapping.items()
    ]
    return {"type": "object", "required": [field], "properties": {field: {"enum": sorted(mapping)}}, "allOf": branches}


def _closed(name: str, components: Mapping[str, Any]) -> dict[str, Any]:
    schema = components[name]
    properties, required = flattened(schema, components)
    if not properties and schema.get("type") != "object":
        return _converted(schema)
    body = {"type": "object", "properties": {key: _converted(value) for key, value in properties.items()}, "required": sorted(required)}
    return body if "additionalProperties" in schema else body | {"additionalProperties": False}


def flattened(schema: Mapping[str, Any], components: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """The properties and required fields of a component and of all it is made of."""
    properties, required = dict(schema.get("properties", {})), set(schema.get("required", ()))
    for part in schema.get("allOf", ()):
        inner = components[_name(part["$ref"])] if "$ref" in part else part
        more, needed = flattened(inner, components)
        properties, required = more | properties, required | needed
    return properties, required


def _converted(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_converted(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{_name(schema['$ref'])}"}
    kept = {key: _converted(value) for key, value in schema.items() if key not in ("description", "externalDocs", "example", "format", "default", "nullable")}
    return kept | {"type": [kept["type"], "null"]} if schema.get("nullable") and "type" in kept else kept


def _name(reference: str) -> str:
    return reference.rsplit("/", 1)[1]


def problems(component: str, body: Any, file: str = "messaging-api.yml") -> list[str]:
    """What is wrong with a body, empty when nothing is."""
    found = [f"{error.json_path}: {error.message}"[:300] for error in validator(file, component).iter_errors(body)]
    return found or (list(_beyond_limits(body, "$")) if file == "messaging-api.yml" else [])


def _beyond_limits(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from _beyond_limits(part, f"{path}[{place}]")
    if not isinstance(value, dict):
        return
    action = value.get("type") in ("message", "postback", "uri")
    for field, limit in TEXT_LIMITS.items():
        text = value.get(field)
        longest = ACTION_TEXT_LIMIT if action and field == "text" else limit
        if isinstance(text, str) and not 1 <= len(text.encode("utf-16-le")) // 2 <= longest:
            yield f"{path}.{field}: length must be 1–{longest}"
    if value.get("type") == "bubble" and len(json.dumps(value, ensure_ascii=False).encode()) > BUBBLE_BYTES:
        yield f"{path}: bubble too large"
    for key, part in value.items():
        yield from _beyond_limits(part, f"{path}.{key}")


@lru_cache(maxsize=256)
def operation(method: str, path: str) -> tuple[str, str | None] | None:
    """The description's path template for a call, and the component its JSON body must be; None for a call LINE doesn't have."""
    for template, operations in description("messaging-api.yml")["paths"].items():
        if method.lower() in operations and _fits(template, path):
            content = operations[method.lower()].get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema", {})
            return template, _name(schema["$ref"]) if "$ref" in schema else None
    return None


def _fits(template: str, path: str) -> bool:
    wanted, given = template.split("/"), path.split("/")
    return len(wanted) == len(given) and all(part.startswith("{") or part == other for part, other in zip(wanted, given, strict=True))

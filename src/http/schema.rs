//! The interface description of commands, made of what reads them: for each act its members, which
//! must be there, the words each takes, and an example.

use serde_json::{Map, Value, json};
use tenfold_domain::command::ActKind;
use tenfold_domain::person::DocumentKind;
use tenfold_domain::refusal::Refusal;
use tenfold_domain::term::{Call, Control, Difference};

use super::acts;
use super::commands::COMMANDS_MAX;
use super::member::{ACT, ALWAYS, ANYWHERE, Member, Wanted, Word, Words, words};
use super::part::Need;

/// Where schemas stand.
const SCHEMAS: &str = "#/components/schemas/";

/// Members of schemas, beside those of commands, that hold a word of a closed list.
const LISTS: [(&str, &str, Words); 6] = [
    ("DocumentWire", "kind", words!(DocumentKind)),
    ("NamedDocument", "kind", words!(DocumentKind)),
    ("WellWire", "control", words!(Control)),
    ("Verdict", "call", words!(Call)),
    ("Called", "call", words!(Call)),
    ("Differed", "difference", words!(Difference)),
];

/// Says of every command what it takes.
pub fn tell(api: &mut Value) {
    let Some(schemas) = api["components"]["schemas"].as_object_mut() else { return };
    for (schema, member, words) in LISTS {
        if let Some(property) = schemas.get_mut(schema).map(|one| &mut one["properties"][member]) {
            choose(property, &words());
        }
    }
    let names: Vec<&str> = Refusal::ALL.iter().map(|refusal| refusal.name()).collect();
    if let Some(reason) = schemas.get_mut("Reason") {
        reason["properties"]["name"]["enum"] = json!(names);
    }
    let any = schemas.remove("Command").unwrap_or_default();
    let mut examples = Map::new();
    let mut mapping = Map::new();
    let mut choices = Vec::new();
    for kind in ActKind::ALL.iter().copied() {
        let (schema, example) = of_act(kind, &any, schemas);
        schemas.insert(name(kind), schema);
        let place = format!("{SCHEMAS}{}", name(kind));
        choices.push(json!({ "$ref": place }));
        mapping.insert(kind.word().into(), place.into());
        examples.insert(kind.word().into(), json!({ "summary": title(kind), "value": example }));
    }
    let command = json!({
        "description": any["description"],
        "oneOf": choices,
        "discriminator": { "propertyName": ACT.name, "mapping": mapping },
    });
    schemas.insert("Command".into(), command);
    let post = &mut api["paths"]["/v1/commands"]["post"];
    let asked = &mut post["requestBody"]["content"]["application/json"];
    asked["schema"] = one_or_many("Command");
    asked["examples"] = Value::Object(examples);
    post["responses"]["200"]["content"]["application/json"]["schema"] = one_or_many("Verdict");
}

fn name(kind: ActKind) -> String {
    format!("{kind:?}Command")
}

fn title(kind: ActKind) -> String {
    format!("{} · {}", kind.zh(), kind.en())
}

/// A batch is answered as it was sent: one for one, an array for an array.
fn one_or_many(schema: &str) -> Value {
    let one = json!({ "$ref": format!("{SCHEMAS}{schema}") });
    let many = json!({ "type": "array", "items": one, "maxItems": COMMANDS_MAX });
    json!({ "oneOf": [one, many] })
}

/// The schema of an act and a command of it.
fn of_act(kind: ActKind, any: &Value, schemas: &Map<String, Value>) -> (Value, Value) {
    let parts = acts::described(kind);
    let mut must: Vec<&str> = ALWAYS.iter().map(|member| member.name).collect();
    let mut either = Vec::new();
    for (members, need) in &parts {
        let names = members.iter().map(|member| member.name);
        match need {
            Need::All => must.extend(names),
            Need::Any => either.extend(names.map(|name| json!({ "required": [name] }))),
            Need::None | Need::Seldom => {}
        }
    }
    let own = parts.iter().flat_map(|(members, _)| members.iter().copied());
    let mut properties = Map::new();
    for member in ALWAYS.into_iter().chain(own.clone()).chain(ANYWHERE) {
        properties.insert(member.name.into(), property(member, any));
    }
    properties[ACT.name] = json!({ "type": "string", "enum": [kind.word()] });
    let mut example = Map::new();
    for member in ALWAYS {
        example.insert(member.name.into(), sample(&properties[member.name], schemas));
    }
    for (members, _) in parts.iter().filter(|(_, need)| *need != Need::Seldom) {
        // Of several that say the same, one is enough.
        for member in members.iter().take(1) {
            example.insert(member.name.into(), sample(&properties[member.name], schemas));
        }
    }
    let mut schema = json!({
        "type": "object", "title": kind.word(), "description": title(kind),
        "required": must, "properties": properties, "examples": [example],
    });
    if !either.is_empty() {
        schema["anyOf"] = Value::Array(either);
    }
    (schema, Value::Object(example))
}

/// A member as the wire holds it, narrowed to what the act takes.
fn property(member: Member, any: &Value) -> Value {
    let mut property = any["properties"][member.name].clone();
    // `null` counts as absent; saying so of every member would only hide its type.
    if let Some(types) = property["type"].as_array() {
        property["type"] = types.iter().find(|one| **one != "null").cloned().unwrap_or_default();
    }
    if let Some(choices) = property["oneOf"].as_array() {
        property = choices.iter().find(|one| one["type"] != "null").cloned().unwrap_or_default();
    }
    match member.wanted {
        Wanted::Words(words) => choose(&mut property, &words()),
        Wanted::Number(u64::MAX) => {}
        Wanted::Number(most) => property["maximum"] = most.into(),
        Wanted::Text(most) => {
            // Bytes, which are never fewer than characters.
            property["minLength"] = 1.into();
            property["maxLength"] = most.into();
        }
        Wanted::Uuid => property["format"] = "uuid".into(),
        Wanted::Key => property["pattern"] = "^[0-9A-Fa-f]{32}$".into(),
        _ => {}
    }
    property
}

/// Lists the words, and what they mean in both languages.
fn choose(property: &mut Value, words: &[Word]) {
    let mut list: Vec<Value> = words.iter().map(|(word, _, _)| json!(word)).collect();
    if property["type"].as_array().is_some_and(|types| types.contains(&json!("null"))) {
        list.push(Value::Null);
    }
    let meaning: Vec<String> =
        words.iter().map(|(word, zh, en)| format!("`{word}` {zh} ({en})")).collect();
    let about = property["description"].as_str().unwrap_or_default();
    property["description"] = format!("{about} {}", meaning.join(", ")).trim().into();
    property["enum"] = list.into();
}

/// A value that fits a schema.
fn sample(schema: &Value, schemas: &Map<String, Value>) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|place| place.strip_prefix(SCHEMAS)) {
        return schemas.get(name).map(|found| sample(found, schemas)).unwrap_or_default();
    }
    if !schema["example"].is_null() {
        return schema["example"].clone();
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    let members = schema["properties"].as_object().into_iter().flatten();
    members.map(|(name, member)| (name.clone(), sample(member, schemas))).collect()
}

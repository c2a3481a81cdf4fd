//! What is said about every act, held against what the door does with it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use tenfold_domain::command::ActKind;

use crate::common::{Server, now_ms, scan};

/// Refusals of what a field holds, before any rule is asked.
const OF_FORM: [&str; 6] =
    ["Malformed", "TubeCodeBad", "BoxCodeBad", "DocumentBad", "BirthDateBad", "NameMissing"];

/// Every act's schema by its word.
fn schemas(server: &Server) -> BTreeMap<String, Value> {
    let api = server.get("/v1/openapi.json", None).json();
    let command = &api["components"]["schemas"]["Command"];
    let mapping = command["discriminator"]["mapping"].as_object().expect("a schema an act");
    let found = |place: &Value| {
        let place = place.as_str().expect("place").trim_start_matches('#');
        api.pointer(place).unwrap_or_else(|| panic!("{place}")).clone()
    };
    let examples = &api["paths"]["/v1/commands"]["post"]["requestBody"]["content"];
    let examples = &examples["application/json"]["examples"];
    for (word, place) in mapping {
        assert_eq!(examples[word]["value"], found(place)["examples"][0], "{word}");
    }
    mapping.iter().map(|(word, place)| (word.clone(), found(place))).collect()
}

/// The example of a schema as a command of its own.
fn example(schema: &Value) -> Value {
    let mut example = schema["examples"][0].clone();
    example["scan_id"] = scan().into();
    example["at_ms"] = now_ms().into();
    example
}

fn names(schema: &Value) -> Vec<String> {
    schema["properties"].as_object().expect("properties").keys().cloned().collect()
}

fn must(schema: &Value) -> Vec<&str> {
    schema["required"].as_array().expect("required").iter().filter_map(Value::as_str).collect()
}

/// The field that a verdict names as one that cannot be read.
fn fault(verdict: &Value) -> Option<&str> {
    let malformed = verdict["refusal"]["name"] == "Malformed";
    assert_eq!(malformed, !verdict["detail"].is_null(), "{verdict}");
    for words in ["zh", "en", "do_zh", "do_en"].into_iter().filter(|_| malformed) {
        assert!(verdict["detail"][words].as_str().is_some_and(|text| !text.is_empty()));
    }
    verdict["detail"]["field"].as_str()
}

/// Asks all at once, as the administrator, who may everything; the fault of each.
fn faults(server: &Server, commands: &[Value]) -> Vec<Option<String>> {
    let text: Vec<String> = commands.iter().map(Value::to_string).collect();
    let verdicts = server.lines(&text.join("\n"));
    assert_eq!(verdicts.len(), commands.len());
    verdicts.iter().map(|verdict| fault(verdict).map(str::to_owned)).collect()
}

#[test]
fn every_act_is_described_with_an_example_that_is_read() {
    let server = Server::start();
    let schemas = schemas(&server);
    let words: Vec<&str> = ActKind::ALL.iter().map(|kind| kind.word()).collect();
    assert_eq!(schemas.len(), words.len());
    for word in words {
        let schema = &schemas[word];
        assert_eq!(schema["properties"]["act"]["enum"], json!([word]));
        let verdict = server.command("admin", &example(schema));
        let refusal = verdict["refusal"]["name"].as_str().unwrap_or_default();
        assert!(!OF_FORM.contains(&refusal), "{word}: {verdict}");
    }
}

#[test]
fn an_act_reads_what_it_says_and_nothing_else() {
    let server = Server::start();
    let schemas = schemas(&server);
    let all: Map<String, Value> = schemas
        .values()
        .flat_map(|s| s["properties"].as_object().expect("members").clone())
        .collect();
    for (word, schema) in &schemas {
        let own = names(schema);
        // What it must have is missed, what it may have is not.
        let mut asked = Vec::new();
        for name in &own {
            let mut command = example(schema);
            command.as_object_mut().expect("object").remove(name);
            asked.push(command);
        }
        for (name, fault) in own.iter().zip(faults(&server, &asked)) {
            let either = schema["anyOf"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one["required"][0] == json!(name)));
            match name.as_str() {
                // The document may hold it; where it does not, a refusal of its own says so.
                "name" => assert_eq!(fault, None, "{word}"),
                // By document or by key; the example has the document.
                "document" if either => assert_eq!(fault.as_deref(), Some("person"), "{word}"),
                name if must(schema).contains(&name) => {
                    assert_eq!(fault.as_deref(), Some(name), "{word} without {name}");
                }
                name => assert_eq!(fault, None, "{word} without {name}"),
            }
        }
        // What it does not name may hold anything that is of the right type.
        let mut command = example(schema);
        for (name, property) in all.iter().filter(|(name, _)| !own.contains(name)) {
            command[name] = match property["type"].as_str() {
                Some("integer") => u64::MAX.into(),
                Some("array") => json!([]),
                Some("string") => "nonsense that is too long for a label".into(),
                _ => json!({ "kind": "nonsense", "number": "nonsense" }),
            };
        }
        let verdict = server.command("admin", &command);
        let refusal = verdict["refusal"]["name"].as_str().unwrap_or_default();
        assert!(!OF_FORM.contains(&refusal), "{word} reads more than it says: {verdict}");
    }
}

#[test]
fn every_word_is_taken_and_no_other() {
    let server = Server::start();
    for (word, schema) in schemas(&server) {
        let members = schema["properties"].as_object().expect("members");
        for (name, property) in members.iter().filter(|(name, _)| *name != "act") {
            let Some(words) = property["enum"].as_array() else { continue };
            let with = |value: &Value| {
                let mut command = example(&schema);
                command[name] = value.clone();
                command
            };
            let asked: Vec<Value> = words.iter().map(with).collect();
            assert!(faults(&server, &asked).iter().all(Option::is_none), "{word} {name}");
            let verdict = server.command("admin", &with(&json!("nonsense")));
            assert_eq!(fault(&verdict), Some(name.as_str()), "{word}: {verdict}");
            let told = verdict["detail"]["en"].as_str().expect("told");
            for one in words.iter().filter_map(Value::as_str) {
                assert!(told.contains(one), "{word} {name}: {one} is not in {told}");
                assert!(property["description"].as_str().is_some_and(|said| said.contains(one)));
            }
        }
    }
}

#[test]
fn words_inside_of_fields_are_listed_too() {
    let server = Server::start();
    let api = server.get("/v1/openapi.json", None).json();
    let words = |schema: &str, member: &str| {
        let words = &api["components"]["schemas"][schema]["properties"][member]["enum"];
        let words = words.as_array().unwrap_or_else(|| panic!("{schema} {member}")).clone();
        words.into_iter().filter(|word| !word.is_null()).chain([json!("nonsense")])
    };
    let schemas = schemas(&server);
    let mut asked = Vec::new();
    for kind in words("DocumentWire", "kind") {
        let mut command = example(&schemas["register"]);
        command["document"]["kind"] = kind;
        asked.push((command, "document"));
    }
    for control in words("WellWire", "control") {
        let mut command = example(&schemas["load_plate"]);
        command["wells"][0]["control"] = control;
        asked.push((command, "wells"));
    }
    for (command, member) in asked {
        let verdict = server.command("admin", &command);
        let nonsense = command.to_string().contains("nonsense");
        assert_eq!(fault(&verdict), nonsense.then_some(member), "{command} {verdict}");
    }
}

#[test]
fn a_field_of_the_wrong_type_is_named_and_not_repeated() {
    let server = Server::start();
    for (word, schema) in schemas(&server) {
        let own = names(&schema);
        let wrong = |name: &String| {
            let mut command = example(&schema);
            command[name] = json!({ "secret": ["SECRET"] });
            command
        };
        let asked: Vec<Value> = own.iter().map(wrong).collect();
        for (name, fault) in own.iter().zip(faults(&server, &asked)) {
            assert_eq!(fault.as_ref(), Some(name), "{word}");
        }
    }
    let schemas = schemas(&server);
    let mut command = example(&schemas["seal_tube"]);
    command["count"] = "SECRET".into();
    let verdict = server.command("clerk", &command);
    assert!(!verdict.to_string().contains("SECRET"), "{verdict}");
    assert_eq!(verdict["detail"]["zh"], "字段 count：应为 0 至 255 的整数");
    // Late, it is kept, and says the same.
    command["after_the_fact"] = true.into();
    let kept = server.command("clerk", &command);
    assert_eq!((&kept["verdict"], &kept["detail"]), (&json!("kept"), &verdict["detail"]));
    // Twice is once too often.
    for name in ["tube", "act", "scan_id"] {
        let twice = format!(r#"{{"{name}":"1","#);
        let twice = example(&schemas["review"]).to_string().replacen('{', &twice, 1);
        assert_eq!(fault(&server.lines(&twice)[0]), Some(name), "{twice}");
    }
}

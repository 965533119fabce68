// Prints the names of schema.org, compactly, from the types of schema-dts: for each
// type its parents, for each enumeration its members, for each property the types
// that have it and what it may hold. See internal/vocabulary.
import fs from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const ts = require("typescript");

const file = new URL("node_modules/schema-dts/dist/schema.d.ts", import.meta.url);
const source = ts.createSourceFile("schema.d.ts", fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest);

const parents = new Map(); // interface → names of those that it extends, without Base
const properties = new Map(); // name → Map(type → what it may hold)
const aliases = new Map(); // type → { text, members }
const leaves = new Map(); // type → interface that it extends

const name = (node) => node.getText(source);
const plain = (text) => text.replace(/<.*$/s, "").replace(/(Base|Leaf)$/, "");

function extended(node) {
  return (node.heritageClauses ?? []).flatMap((h) => h.types.map((t) => name(t.expression)))
    .filter((n) => n.endsWith("Base")).map(plain);
}

function held(type) { // SchemaValue<A | B | IdReference, "x"> → [A, B]
  const first = type.typeArguments[0];
  const all = ts.isUnionTypeNode(first) ? first.types : [first];
  return all.map((t) => plain(name(t))).filter((n) => n !== "IdReference");
}

for (const s of source.statements) {
  if (ts.isInterfaceDeclaration(s)) {
    const own = s.name.text;
    if (own.endsWith("Base")) {
      parents.set(plain(own), extended(s));
      for (const m of s.members) {
        if (!ts.isPropertySignature(m) || !ts.isTypeReferenceNode(m.type) || name(m.type.typeName) !== "SchemaValue") continue;
        const key = m.name.text;
        if (!properties.has(key)) properties.set(key, new Map());
        properties.get(key).set(plain(own), held(m.type));
      }
    } else if (own.endsWith("Leaf")) {
      leaves.set(plain(own), extended(s));
    }
  } else if (ts.isTypeAliasDeclaration(s)) {
    const own = s.name.text;
    if (own.endsWith("Leaf")) { // the kinds of Role, which are written as intersections
      const base = name(s.type).match(/Omit<(\w+)Base/);
      if (base) leaves.set(plain(own), [base[1]]);
      continue;
    }
    const all = ts.isUnionTypeNode(s.type) ? s.type.types : [s.type];
    const texts = all.filter((t) => ts.isLiteralTypeNode(t) && ts.isStringLiteral(t.literal)).map((t) => t.literal.text);
    aliases.set(own, {
      text: all.some((t) => t.kind === ts.SyntaxKind.StringKeyword),
      members: [...new Set(texts.map((t) => t.replace(/^https:\/\/schema\.org\//, "")))].sort(),
    });
  }
}

const lines = [];
const types = new Set([...parents.keys(), ...leaves.keys()]);
for (const type of [...types].sort()) {
  // A type with properties of its own has a base; one without extends those of others.
  const above = parents.get(type) ?? leaves.get(type) ?? [];
  const alias = aliases.get(type);
  let line = `type ${type}${alias?.text ? "*" : ""}`;
  if (above.length) line += ` < ${above.filter((p) => p !== type).sort().join(" ")}`;
  if (alias?.members.length) line += ` = ${alias.members.join(" ")}`;
  lines.push(line);
}
for (const key of [...properties.keys()].sort()) {
  const byRange = new Map(); // the same range in several types is said once
  for (const [type, range] of properties.get(key)) {
    const text = [...new Set(range)].sort().join(" ");
    byRange.set(text, [...(byRange.get(text) ?? []), type]);
  }
  for (const [range, on] of [...byRange].sort()) lines.push(`property ${key} @ ${on.sort().join(" ")} : ${range}`);
}
process.stdout.write(lines.join("\n") + "\n");

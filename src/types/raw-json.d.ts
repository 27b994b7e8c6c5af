/** Numbers of JSON as they are written: Node has it, TypeScript does not know it yet. https://tc39.es/proposal-json-parse-with-source/ */
interface RawJson {
  readonly rawJSON: string;
}

interface JSON {
  /** A value that `stringify` writes as this text. */
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
}

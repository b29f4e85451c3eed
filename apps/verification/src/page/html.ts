/** HTML that can't be injected into: the tag escapes every value except HTML that the tag itself made. */
export class Html {
  constructor(readonly text: string) {}
}

export function html(parts: TemplateStringsArray, ...values: readonly (string | number | Html | undefined)[]): Html {
  let text = parts[0]!;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    text += (value instanceof Html ? value.text : escape(String(value ?? ''))) + parts[i + 1]!;
  }
  return new Html(text);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}

export type BodyFormat = 'json' | 'ndjson'

const FORMATS: ReadonlyMap<string, BodyFormat> = new Map([
  ['application/json', 'json'],
  ['application/cloudevents+json', 'json'],
  ['application/cloudevents-batch+json', 'json'],
  ['application/x-ndjson', 'ndjson'],
])
const UTF8 = /^"?utf-?8"?$/i

/** How a body is to be read by its Content-Type, or null if that is none of ours (or not in UTF-8). */
export function bodyFormat(contentType: string | undefined): BodyFormat | null {
  const [type = '', ...parameters] = (contentType ?? '').split(';')
  for (const parameter of parameters) {
    const [name = '', value = ''] = parameter.split('=')
    if (name.trim().toLowerCase() === 'charset' && !UTF8.test(value.trim())) return null
  }
  return FORMATS.get(type.trim().toLowerCase()) ?? null
}

import { isDeepStrictEqual } from 'node:util'
import { entryKeys, isJsonObject, type JsonObject } from './edit-document.ts'

/** The value of a text that is JSON, which holds no comments; undefined: it is none. */
export function readJsonText(text: string): JsonObject | undefined {
  if (!text.trimStart().startsWith('{')) return undefined
  try {
    return JSON.parse(text) as JsonObject
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * What a JSON value says where it should say `after` instead of `before` (both as the schema reads them): a default that
 * nobody wrote stays unwritten.
 */
export function editJson(said: unknown, before: unknown, after: unknown): unknown {
  if (said !== undefined && isDeepStrictEqual(before, after)) return said
  if (isJsonObject(said) && isJsonObject(before) && isJsonObject(after))
    return editFields(said, before, after)
  if (!Array.isArray(said) || !Array.isArray(before) || !Array.isArray(after)) return after
  const [keys, wanted] = [entryKeys(before), entryKeys(after)]
  if (keys === null || wanted === null || said.length !== before.length) return after
  const places = new Map(keys.map((key, place) => [key, place]))
  return after.map((value: unknown, index) => {
    const place = places.get(wanted[index]!)
    return place === undefined ? value : editJson(said[place], before[place], value)
  })
}

function editFields(said: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const kept = Object.keys(said).filter((key) => after[key] !== undefined)
  const come = Object.keys(after).filter(
    (key) => !(key in said) && !isDeepStrictEqual(before[key], after[key]),
  )
  return Object.fromEntries(
    [...kept, ...come].map((key) => [key, editJson(said[key], before[key], after[key])]),
  )
}

/** The value as a text that is laid out as another one. */
export function jsonTextLike(text: string, value: unknown): string {
  const indent = /^\s*\{\r?\n([ \t]+)/.exec(text)?.[1]
  return `${JSON.stringify(value, null, indent)}${text.endsWith('\n') ? '\n' : ''}`
}

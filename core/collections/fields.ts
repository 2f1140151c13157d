/** A row or any other object by its fields. */
export type Fields = Record<string, unknown>

/** An object as its fields. */
export const fieldsOf = (row: object): Fields => row as Fields

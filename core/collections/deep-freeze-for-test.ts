/** Freezes a value and all that it holds: whoever writes into it afterwards throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const held of Object.values(value)) deepFreeze(held)
  return Object.freeze(value)
}

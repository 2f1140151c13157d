import type { Target } from './target-schema.ts'

/** The fields of targets that must not be published; an address of a robot lets whoever knows it write. */
export const targetSecretNames = ['url', 'secret', 'password', 'token', 'appSecret', 'ca'] as const
export type TargetSecretName = (typeof targetSecretNames)[number]

/** What a target keeps secret, as far as it is known. */
export type TargetSecrets = Partial<Readonly<Record<TargetSecretName, string>>>

/** A secret as the site file gives it: itself, or the name of its file. */
export interface GivenSecret {
  readonly name: TargetSecretName
  readonly direct: string | undefined
  readonly file: string | undefined
}

/** The secrets that a target's kind can have. */
export function givenSecrets(target: Target): GivenSecret[] {
  const fields = new Map<string, unknown>(Object.entries(target))
  const textOf = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : undefined
  }
  return targetSecretNames.flatMap((name) => {
    const direct = textOf(name)
    const file = textOf(`${name}File`)
    return direct === undefined && file === undefined ? [] : [{ name, direct, file }]
  })
}

/** A target without its secrets; the names of files that hold them may be known. */
export function publishedTarget<T extends Target>(target: T): T {
  const hidden = new Set<string>(targetSecretNames)
  return Object.fromEntries(Object.entries(target).filter(([name]) => !hidden.has(name))) as T
}

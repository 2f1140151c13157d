import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../schemas')

interface SchemaFault {
  readonly instancePath: string
  readonly keyword: string
  readonly params: object
}
interface Validate {
  (data: unknown): boolean
  readonly errors?: readonly SchemaFault[] | null
}

const faultText = ({ instancePath, keyword, params }: SchemaFault) =>
  `${instancePath || '/'}: ${keyword} ${JSON.stringify(params)}`

function packagesOf(name: string): string {
  const path = join(folder, 'node_modules', name)
  if (!existsSync(path)) throw new Error('type "npm ci" in tests/schemas: npm test does it by itself')
  return path
}

/** What of a compose file is not as the published schema has it. */
export function composeFaults(data: unknown): string[] {
  const linter = packagesOf('dclint')
  const schema = JSON.parse(readFileSync(join(linter, 'schemas/compose.schema.json'), 'utf8')) as {
    $schema?: string
  }
  const { default: Ajv } = createRequire(join(linter, 'package.json'))('ajv') as {
    default: new (options: object) => { compile(schema: object): Validate }
  }
  const { $schema: _, ...rules } = schema
  const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(rules)
  return validate(data) ? [] : (validate.errors ?? []).map(faultText)
}

interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly [field: string]: unknown
}

/** The file of a kind's schema: `apps/v1` `Deployment` is IoK8sApiAppsV1Deployment. */
function kubernetesSchema(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion]
  const large = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
  return `IoK8sApi${large(group!.split('.')[0]!)}${large(version!)}${kind}.mjs`
}

/** The same object, which notes each of its fields that somebody reads. */
function watched<T extends object>(value: T, path: string, read: Set<string>): T {
  return new Proxy(value, {
    get(target, key) {
      const inner = Reflect.get(target, key) as unknown
      if (typeof key !== 'string') return inner
      read.add(`${path}/${key}`)
      return typeof inner === 'object' && inner !== null ? watched(inner, `${path}/${key}`, read) : inner
    },
  })
}

function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    `${path}/${key}`,
    ...pathsOf(inner, `${path}/${key}`),
  ])
}

/** What of a manifest is not as Kubernetes' own schema has it; a field that the schema never looks at is not known. */
export async function kubernetesFaults(manifest: Manifest): Promise<string[]> {
  const file = join(
    packagesOf('kubernetes-models'),
    '_schemas',
    kubernetesSchema(manifest.apiVersion, manifest.kind),
  )
  const { validate } = (await import(file)) as { validate: Validate }
  const read = new Set<string>()
  const isValid = validate(watched(manifest, '', read))
  const unknown = pathsOf(manifest).filter(
    (path) => !read.has(path) && (parentOf(path) === '' || read.has(parentOf(path))),
  )
  return [
    ...(isValid ? [] : (validate.errors ?? []).map(faultText)),
    ...unknown.map((path) => `${path}: is not known`),
  ]
}

/** The field around it; the manifest itself was always looked at. */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

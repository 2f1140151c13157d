import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { kubernetesFaults } from '../support/schemas.ts'

/** Guarantee: what stands in deploy/kubernetes is what Kubernetes takes, hangs together, and holds no secret. */

const folder = join(import.meta.dirname, '../../deploy/kubernetes')
// biome-ignore lint/suspicious/noExplicitAny: each kind has another shape, which its schema checks
type Manifest = { apiVersion: string; kind: string; metadata: { name: string } } & Record<string, any>

const read = (file: string) =>
  parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((one) => one.toJS() as Manifest)
const kustomization = read('kustomization.yaml')[0]!
const manifests = (kustomization.resources as string[]).flatMap(read)
const of = (kind: string) => manifests.filter((one) => one.kind === kind)

test('each manifest is as the schema of its kind has it', async () => {
  for (const manifest of manifests)
    expect([manifest.kind, await kubernetesFaults(manifest)]).toEqual([manifest.kind, []])
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
  expect(files.toSorted()).toEqual(kustomization.resources.toSorted())
})

test('a field that is misspelt, or of another type, would be found', async () => {
  const [server] = of('Deployment')
  const { spec } = structuredClone(server!)
  spec.replicas = 'three'
  spec.template.spec.containers[0].readinesProbe = spec.template.spec.containers[0].readinessProbe
  const faults = await kubernetesFaults({ ...server!, spec })
  expect(faults).toHaveLength(2)
  expect(faults[0]).toContain('/spec/replicas')
  expect(faults[1]).toBe('/spec/template/spec/containers/0/readinesProbe: is not known')
})

const isPartOf = (labels: object, all: object) =>
  Object.entries(labels).every((pair) => Object.entries(all).some((other) => String(pair) === String(other)))

test('what names another names one that is there: labels, ports, secrets by reference alone', () => {
  const pods = of('Deployment').map(({ spec }) => spec.template)
  for (const { spec } of of('Deployment')) {
    expect(isPartOf(spec.selector.matchLabels, spec.template.metadata.labels)).toBe(true)
    expect(spec.replicas).toBeGreaterThan(1)
  }
  for (const { spec } of of('PodDisruptionBudget')) {
    const chosen = pods.filter(({ metadata }) => isPartOf(spec.selector.matchLabels, metadata.labels))
    expect(chosen).toHaveLength(1)
  }
  expect(of('PodDisruptionBudget')).toHaveLength(pods.length)
  const [service] = of('Service')
  const served = pods.filter(({ metadata }) => isPartOf(service!.spec.selector, metadata.labels))
  expect(served).toHaveLength(1)
  const ports = served[0].spec.containers[0].ports.map(({ name }: { name: string }) => name)
  expect(ports).toContain(service!.spec.ports[0].targetPort)
  const [ingress] = of('Ingress')
  expect(ingress!.spec.rules[0].http.paths[0].backend.service).toEqual({
    name: service!.metadata.name,
    port: { name: 'http' },
  })
  expect(of('Secret')).toEqual([])
})

test('each part is watched over, is not root, writes nowhere but in its own, and runs the image that is named', () => {
  for (const { spec } of of('Deployment')) {
    const [container] = spec.template.spec.containers
    const { startupProbe, livenessProbe } = container
    const names = container.ports.map(({ name }: { name: string }) => name)
    for (const probe of [startupProbe, livenessProbe]) expect(names).toContain(probe.httpGet.port)
    expect(livenessProbe.httpGet.path).toBe('/healthz')
    expect(spec.template.spec.securityContext.runAsNonRoot).toBe(true)
    expect(container.securityContext).toMatchObject({
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    })
    const volumes = spec.template.spec.volumes.map(({ name }: { name: string }) => name)
    for (const { name } of container.volumeMounts) expect(volumes).toContain(name)
    expect(kustomization.images.map(({ name }: { name: string }) => name)).toContain(container.image)
  }
  const [server] = of('Deployment')
  expect(server!.spec.template.spec.containers[0].startupProbe.httpGet.path).toBe('/readyz')
})

import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A site of two teams, as a site file that is JSON (which YAML is too). */
export const PASSWORD = 'first-password'

export function testSite(id: string) {
  const person = (name: string, role: string, more: object = {}) => ({
    id: name,
    name: `Person ${name}`,
    role,
    login: `no-${name}`,
    email: `${name}@example.test`,
    password: PASSWORD,
    ...more,
  })
  return {
    site: { id, name: 'Test', timezone: 'Asia/Shanghai' },
    queues: [
      { id: 'care', team: 'east', target: { share: 0.8, withinSec: 20 } },
      { id: 'sales', team: 'west', target: { share: 0.8, withinSec: 20 } },
    ],
    teams: [
      { id: 'east', name: 'East', leads: ['lin'], members: ['yuan', 'he'] },
      { id: 'west', name: 'West', leads: ['sun'], members: ['qian'] },
    ],
    people: [
      person('admin', 'admin'),
      person('ma', 'supervisor'),
      person('lin', 'lead', { team: 'east', agent: 'lin' }),
      person('sun', 'lead', { team: 'west', agent: 'sun' }),
      person('yuan', 'agent', { team: 'east', agent: 'yuan' }),
      person('he', 'agent', { team: 'east', agent: 'he' }),
      person('qian', 'agent', { team: 'west', agent: 'qian' }),
    ],
    feeds: [{ id: 'pbx', kind: 'http', token: 'feed-token-of-the-tests' }],
    apiTokens: [
      { name: 'checks', role: 'supervisor', token: 'supervisor-token' },
      { name: 'desk', role: 'agent', agent: 'yuan', token: 'agent-token-yuan' },
      { name: 'ops', role: 'admin', token: 'admin-token-0' },
    ],
    rules: [
      {
        ...{ id: 'unanswered', kind: 'clock', subject: 'case', when: { kind: 'complaint' } },
        ...{ start: ['case.opened'], stop: ['case.replied'], limit: '90m', warn: ['50%'] },
        ...{ severity: 'critical', notify: 'leads', title: { en: 'Complaint unanswered' } },
      },
    ],
    boards: [{ id: 'floor', name: 'Floor', queues: ['care', 'sales'] }],
  }
}

export async function writeSiteFile(site: object): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'huiyin-site-'))
  const file = join(dir, 'site.yaml')
  await writeFile(file, JSON.stringify(site))
  return file
}

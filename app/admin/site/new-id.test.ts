import { expect, it } from 'vitest'
import { withNewId } from './new-id.ts'

it('a person is known by their staff number, an agent of them on the PBX too', () => {
  expect(withNewId('people', { id: '', name: 'A', role: 'agent', login: '1001 ' }, [])).toEqual({
    ...{ id: '1001', name: 'A', role: 'agent', login: '1001 ', agent: '1001' },
  })
  expect(withNewId('people', { id: '', name: 'A', role: 'lead', login: '7' }, [])).not.toHaveProperty('agent')
  expect(withNewId('people', { id: '', name: 'A', role: 'agent' }, []).id).toBe('')
})

it('a team, a board or a cause is known by its name, in letters and digits, and by no other’s', () => {
  const idOf = (name: string, ...taken: string[]) =>
    withNewId(
      'teams',
      { id: '', name },
      taken.map((id) => ({ id })),
    ).id
  expect(idOf('Night shift É')).toBe('night-shift-e')
  expect(idOf('Night shift', 'night-shift', 'night-shift-2')).toBe('night-shift-3')
  expect(idOf('夜班')).toBe('team')
  expect(idOf('夜班', 'team')).toBe('team-2')
  expect(idOf(' ')).toBe('')
  expect(withNewId('causes', { id: '', title: 'Late' }, []).id).toBe('late')
  const inTwo = { en: 'Wrong bill', 'zh-CN': '账单错误' }
  expect(withNewId('causes', { id: '', title: inTwo }, []).id).toBe('wrong-bill')
  expect(String(idOf('A team whose name is long. '.repeat(18))).length).toBeLessThanOrEqual(100)
  expect(withNewId('queues', { id: '600', name: 'Care' }, []).id).toBe('600')
})

import { defineWords } from '../platform/index.ts'

export const linkWords = defineWords({
  vi: {
    links: 'Liên quan đến kế hoạch khác',
    'links.none': 'Chưa gắn với nhiệm vụ nào của kế hoạch khác.',
    'kind.serves-same': 'cùng phục vụ một mục tiêu với',
    'kind.depends-on': 'phụ thuộc vào',
    'kind.depended-by': 'được chờ bởi',
    add: 'Gắn với nhiệm vụ của kế hoạch khác',
    task: 'Nhiệm vụ',
    kind: 'Quan hệ',
    reason: 'Lý do',
    'add.button': 'Gắn hai nhiệm vụ',
    end: 'Bỏ gắn',
  },
  en: {
    links: 'Tied to other plans',
    'links.none': 'Not tied to a task of another plan.',
    'kind.serves-same': 'serves the same as',
    'kind.depends-on': 'depends on',
    'kind.depended-by': 'is waited for by',
    add: 'Tie to a task of another plan',
    task: 'Task',
    kind: 'How',
    reason: 'Why',
    'add.button': 'Tie the two tasks',
    end: 'Untie',
  },
})

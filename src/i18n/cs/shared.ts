import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Zkusit znovu',
  refreshNow: 'Aktualizovat',
  figuresFrom: 'Údaje: {time}. Obnoví se, jakmile služba odpoví.',
  offline: 'Jste offline. Tohle se objeví samo, až se připojení obnoví.',
  offlineFigures: 'Jste offline. Údaje: {time}.',
  daysLeft: { one: '{count} den', few: '{count} dny', many: '{count} dne', other: '{count} dní' },
  hoursLeft: { one: '{count} hodina', few: '{count} hodiny', many: '{count} hodiny', other: '{count} hodin' },
  minutesLeft: { one: '{count} minuta', few: '{count} minuty', many: '{count} minuty', other: '{count} minut' },
  anonymous: 'Anonymně',
  opensOn: 'Kampaň začíná {date}.',
  closedTitle: 'Kampaň skončila.',
  pausedTitle: 'Kampaň je pozastavena.',
  testMode: 'Testovací režim: peníze se nepřevádějí.',
};

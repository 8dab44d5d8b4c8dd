import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Riprova',
  refreshNow: 'Aggiorna ora',
  figuresFrom: 'Dati: {time}. Si aggiorneranno appena il servizio risponde.',
  offline: 'Sei offline. Arriverà da sé quando torni in rete.',
  offlineFigures: 'Sei offline. Dati: {time}.',
  daysLeft: { one: '{count} giorno', many: '{count} di giorni', other: '{count} giorni' },
  hoursLeft: { one: '{count} ora', many: '{count} di ore', other: '{count} ore' },
  minutesLeft: { one: '{count} minuto', many: '{count} di minuti', other: '{count} minuti' },
  anonymous: 'Anonimo',
  opensOn: 'Questa campagna inizia il giorno {date}.',
  closedTitle: 'Questa campagna è conclusa.',
  pausedTitle: 'Questa campagna è in pausa.',
  testMode: 'Modalità di prova: non si muove denaro.',
};

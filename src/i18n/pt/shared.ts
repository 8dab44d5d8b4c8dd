import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Tentar de novo',
  refreshNow: 'Atualizar agora',
  figuresFrom: 'Dados: {time}. Serão atualizados quando o serviço responder.',
  offline: 'Está sem ligação. Isto aparecerá por si quando a ligação voltar.',
  offlineFigures: 'Está sem ligação. Dados: {time}.',
  daysLeft: { one: '{count} dia', many: '{count} de dias', other: '{count} dias' },
  hoursLeft: { one: '{count} hora', many: '{count} de horas', other: '{count} horas' },
  minutesLeft: { one: '{count} minuto', many: '{count} de minutos', other: '{count} minutos' },
  anonymous: 'Anónimo',
  opensOn: 'Esta campanha começa a {date}.',
  closedTitle: 'Esta campanha terminou.',
  pausedTitle: 'Esta campanha está em pausa.',
  testMode: 'Modo de teste: não há movimento de dinheiro.',
};

import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Tentar de novo',
  refreshNow: 'Atualizar agora',
  figuresFrom: 'Dados: {time}. Eles serão atualizados quando o serviço responder.',
  offline: 'Você está sem conexão. Isto aparece sozinho quando ela voltar.',
  offlineFigures: 'Você está sem conexão. Dados: {time}.',
  daysLeft: { one: '{count} dia', many: '{count} de dias', other: '{count} dias' },
  hoursLeft: { one: '{count} hora', many: '{count} de horas', other: '{count} horas' },
  minutesLeft: { one: '{count} minuto', many: '{count} de minutos', other: '{count} minutos' },
  anonymous: 'Anônimo',
  opensOn: 'Esta campanha começa em {date}.',
  closedTitle: 'Esta campanha terminou.',
  pausedTitle: 'Esta campanha está em pausa.',
  testMode: 'Modo de teste: nenhum dinheiro é movimentado.',
};

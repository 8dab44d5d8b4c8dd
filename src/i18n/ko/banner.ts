import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: { other: '<b>{count}명</b>이 돌을 얹었습니다' },
  bannerEnds: '{left} 남음, {date}까지',
  bannerPercent: '{target} 중 {percent}',
  bannerLatest: '최근 소식, {date}',
  bannerValues: '우리의 약속',
  bannerEvidence: '근거',
  bannerAudit: '회계 감사: {issuer}',
  bannerCertificate: '인증: {issuer}',
  bannerReport: '보고서: {issuer}',
  bannerReceipt: '영수증: {issuer}',
  bannerPhoto: '사진: {issuer}',
  bannerMetric: '측정: {issuer}',
  bannerSoon: '이 캠페인은 곧 시작됩니다.',
  bannerEndedOn: '{date}에 종료되었습니다.',
  bannerAbout: '캠페인 소개',
  bannerOutcome: '기부의 결과 보기',
  bannerStale: '최신 정보에 연결할 수 없습니다. 링크는 그대로 작동합니다.',
  bannerFault: '지금은 최신 정보에 연결할 수 없습니다.',
};

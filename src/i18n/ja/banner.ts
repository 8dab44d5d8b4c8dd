import type { Words } from '../index.ts';

export const words: Words<'banner'> = {
  bannerSupporters: { other: '<b>{count}人</b>が石を積みました' },
  bannerEnds: '残り{left}、{date}まで',
  bannerPercent: '{target}の{percent}',
  bannerLatest: '最新情報、{date}',
  bannerValues: '私たちの約束',
  bannerEvidence: '裏付け',
  bannerAudit: '会計監査：{issuer}',
  bannerCertificate: '認証：{issuer}',
  bannerReport: '報告書：{issuer}',
  bannerReceipt: '領収書：{issuer}',
  bannerPhoto: '撮影：{issuer}',
  bannerMetric: '測定：{issuer}',
  bannerSoon: 'このキャンペーンはまもなく始まります。',
  bannerEndedOn: '{date}に終了しました。',
  bannerAbout: 'キャンペーンについて',
  bannerOutcome: '寄付の成果を見る',
  bannerStale: '最新の情報に接続できません。リンクはそのまま使えます。',
  bannerFault: '現在、最新の情報に接続できません。',
};

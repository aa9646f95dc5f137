import { patternRule, type SecretRule } from '../secret-rule.js';
import { isTokenBody } from '../values/body.js';
import { isPlaceholder } from '../values/placeholder.js';
import { distinctSigns } from '../values/signs.js';
import { LEFT_EDGE, prefixedRules, SIGNS } from './prefixed.js';

/** Chat, mail and calls. */
export const MESSAGING: readonly SecretRule[] = [
  ...prefixedRules([
    {
      kind: 'slack_token',
      title: 'Slack token',
      prefixes: [
        'xoxb-',
        'xoxp-',
        'xoxa-',
        'xoxr-',
        'xoxs-',
        'xoxo-',
        'xoxc-',
        'xoxd-',
        'xoxe-',
        'xoxe.',
        'xapp-',
      ],
      signs: `${SIGNS.dotted}%`,
      least: 16,
    },
    { kind: 'sendgrid_key', title: 'SendGrid API key', prefixes: ['SG.'], signs: SIGNS.dotted, least: 32 },
    {
      kind: 'mailgun_key',
      title: 'Mailgun API key',
      prefixes: ['key-'],
      signs: SIGNS.hex,
      least: 32,
    },
    {
      kind: 'brevo_key',
      title: 'Brevo API key',
      prefixes: ['xkeysib-', 'xsmtpsib-'],
      signs: SIGNS.base64url,
      least: 40,
    },
    { kind: 'resend_key', title: 'Resend API key', prefixes: ['re_'], signs: `${SIGNS.base62}_`, least: 28 },
  ]),
  patternRule({
    kind: 'slack_webhook',
    title: 'Slack webhook',
    looks_like: 'an address at `hooks.slack.com` with its three parts',
    literals: ['hooks.slack.com/'],
    pattern:
      /(?:https:\/\/)?hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9]{6,20}\/[A-Za-z0-9]{6,30}(?:\/[A-Za-z0-9]{8,80}){1,2}/g,
    accepts: (value) => distinctSigns(value.slice(value.lastIndexOf('/') + 1)) >= 7 && !isPlaceholder(value),
  }),
  patternRule({
    kind: 'discord_webhook',
    title: 'Discord webhook',
    looks_like: 'an address below `discord.com/api/webhooks/` with number and token',
    literals: ['/api/webhooks/'],
    pattern: /(?:https:\/\/)?(?:\w{1,10}\.)?discord(?:app)?\.com\/api\/webhooks\/\d{10,22}\/[\w-]{30,100}/g,
    accepts: (value) => distinctSigns(value.slice(value.lastIndexOf('/') + 1)) >= 7 && !isPlaceholder(value),
  }),
  patternRule({
    kind: 'teams_webhook',
    title: 'Teams webhook',
    looks_like: 'an address at `webhook.office.com` with its ids',
    literals: ['.webhook.office.com/'],
    pattern:
      /(?:https:\/\/)?[a-z0-9-]{1,63}\.webhook\.office\.com\/webhookb2\/[\w@-]{36,90}\/IncomingWebhook\/[a-f0-9]{20,40}\/[\w-]{30,60}/g,
    accepts: (value) => distinctSigns(value.slice(value.lastIndexOf('/') + 1)) >= 7 && !isPlaceholder(value),
  }),
  patternRule({
    kind: 'discord_token',
    title: 'Discord bot token',
    looks_like: 'a number in base64, a time and a signature, joined by points',
    literals: ['.'],
    pattern: /(?<![\w.-])[MNO][A-Za-z\d]{22,27}\.[\w-]{6}\.[\w-]{25,45}(?![\w-])/g,
    accepts: isTokenBody,
  }),
  patternRule({
    kind: 'telegram_token',
    title: 'Telegram bot token',
    looks_like: 'a number of 7 to 11 digits, a colon and 33 to 36 characters',
    literals: [':'],
    pattern: /(?<![\w:.-])(?:bot)?(\d{7,11}:[A-Za-z0-9_-]{33,36})(?![\w-])/g,
    accepts: (value) => isTokenBody(value.slice(value.indexOf(':') + 1)) && /[g-zG-Z]/.test(value),
  }),
  patternRule({
    kind: 'twilio_key',
    title: 'Twilio API key',
    looks_like: '`SK` and 32 hexadecimal digits',
    literals: ['SK'],
    pattern: new RegExp(`${LEFT_EDGE}SK[0-9a-f]{32}(?![A-Za-z0-9])`, 'g'),
    accepts: isTokenBody,
  }),
  patternRule({
    kind: 'twilio_auth_token',
    title: 'Twilio auth token',
    looks_like: '32 hexadecimal digits shortly after an account (`AC` and 32 digits)',
    literals: ['AC'],
    pattern:
      /(?<![A-Za-z0-9])AC[0-9a-f]{32}[^A-Za-z0-9][^\n]{0,60}?(?<![A-Za-z0-9])([0-9a-f]{32})(?![A-Za-z0-9])/g,
    accepts: isTokenBody,
  }),
  patternRule({
    kind: 'mailchimp_key',
    title: 'Mailchimp API key',
    looks_like: '32 hexadecimal digits and `-us` with a number',
    literals: ['-us'],
    pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}-us\d{1,2}(?!\w)/g,
    accepts: isTokenBody,
  }),
];

import { Random } from '../../support/random.js';
import { type Alphabet, base64urlJson, characters } from '../../verify/secrets/values.js';

/** A secret of a kind, within the text it needs around it. */
export interface Sample {
  readonly kind: string;
  readonly secret: string;
  readonly text: string;
}

/** Kind, beginning, alphabet and length. The beginnings are in pieces, so that scanners pass over this file. */
const FORMS: readonly (readonly [string, readonly string[], Alphabet, number])[] = [
  ['age_secret_key', ['AGE-SECRET', '-KEY-1'], 'bech32', 58],
  ['github_token', ['gh', 'p_'], 'base62', 36],
  ['github_token', ['gh', 's_'], 'base62', 36],
  ['github_token', ['github', '_pat_'], 'base62', 82],
  ['gitlab_token', ['glp', 'at-'], 'base64url', 20],
  ['bitbucket_token', ['AT', 'BB'], 'base62', 32],
  ['npm_token', ['np', 'm_'], 'base62', 36],
  ['pypi_token', ['py', 'pi-'], 'base64url', 160],
  ['rubygems_token', ['ruby', 'gems_'], 'hex', 48],
  ['nuget_key', ['o', 'y2'], 'base36', 43],
  ['cargo_token', ['ci', 'o'], 'base62', 32],
  ['docker_hub_token', ['dckr', '_pat_'], 'base64url', 27],
  ['artifactory_key', ['AK', 'Cp'], 'base62', 69],
  ['circleci_token', ['CCI', 'PAT_'], 'base62', 60],
  ['buildkite_token', ['bk', 'ua_'], 'hex', 40],
  ['sonar_token', ['sq', 'u_'], 'hex', 40],
  ['postman_key', ['PM', 'AK-'], 'hex', 59],
  ['anthropic_key', ['sk-', 'ant-', 'api03-'], 'base64url', 95],
  ['openrouter_key', ['sk-', 'or-v1-'], 'hex', 64],
  ['langsmith_key', ['lsv2', '_pt_'], 'hex', 43],
  ['openai_key', ['s', 'k-'], 'base62', 48],
  ['openai_key', ['s', 'k-proj-'], 'base64url', 156],
  ['hugging_face_token', ['h', 'f_'], 'base62', 34],
  ['groq_key', ['gs', 'k_'], 'base62', 52],
  ['xai_key', ['xa', 'i-'], 'base62', 80],
  ['perplexity_key', ['pp', 'lx-'], 'base62', 48],
  ['replicate_token', ['r', '8_'], 'base62', 37],
  ['elevenlabs_key', ['s', 'k_'], 'hex', 48],
  ['pinecone_key', ['pc', 'sk_'], 'base62', 69],
  ['slack_token', ['xo', 'xb-'], 'base62', 50],
  ['sendgrid_key', ['S', 'G.'], 'base64url', 66],
  ['mailgun_key', ['ke', 'y-'], 'hex', 32],
  ['brevo_key', ['xkey', 'sib-'], 'hex', 81],
  ['resend_key', ['r', 'e_'], 'base62', 32],
  ['slack_webhook', ['https://hooks.', 'slack.com/services/T0', '12ABCDE/B0', '12ABCDE/'], 'base62', 24],
  ['discord_webhook', ['https://disc', 'ord.com/api/webhooks/', '123456789012345678/'], 'base64url', 68],
  [
    'teams_webhook',
    [
      'https://acme.webhook.',
      'office.com/webhookb2/9f0c1d2e-9f0c-4d2e-9f0c-9f0c1d2e3f4a@9f0c1d2e-9f0c-4d2e-9f0c-9f0c1d2e3f4a/IncomingWebhook/',
      '9f0c1d2e9f0c1d2e9f0c1d2e9f0c1d2e/',
    ],
    'hex',
    36,
  ],
  ['twilio_key', ['S', 'K'], 'hex', 32],
  ['stripe_key', ['sk', '_live_'], 'base62', 24],
  ['stripe_key', ['rk', '_test_'], 'base62', 99],
  ['stripe_webhook_secret', ['wh', 'sec_'], 'base62', 32],
  ['square_token', ['sq0', 'atp-'], 'base64url', 22],
  ['shopify_token', ['shp', 'at_'], 'hex', 32],
  ['razorpay_key', ['rzp', '_live_'], 'base62', 14],
  ['braintree_token', ['access_token', '$production$'], 'base36', 49],
  ['flutterwave_key', ['FLW', 'SECK-'], 'hex', 34],
  ['duffel_token', ['duffel', '_live_'], 'base64url', 43],
  ['linear_key', ['lin', '_api_'], 'base62', 40],
  ['notion_token', ['nt', 'n_'], 'base62', 46],
  ['notion_token', ['sec', 'ret_'], 'base62', 43],
  ['atlassian_token', ['ATA', 'TT3'], 'base64url', 186],
  ['figma_token', ['fi', 'gd_'], 'base64url', 40],
  ['hubspot_token', ['pat', '-na1-'], 'hex', 36],
  ['contentful_token', ['CF', 'PAT-'], 'base64url', 43],
  ['typeform_token', ['tf', 'p_'], 'base64url', 59],
  ['vault_token', ['hv', 's.'], 'base64url', 90],
  ['one_password_token', ['ops', '_eyJ'], 'base62', 300],
  ['doppler_token', ['dp', '.pt.'], 'base62', 43],
  ['pulumi_token', ['pu', 'l-'], 'hex', 40],
  ['tailscale_key', ['tskey', '-auth-'], 'base62', 40],
  ['new_relic_key', ['NR', 'AK-'], 'capitals', 27],
  ['sentry_token', ['sntr', 'yu_'], 'hex', 64],
  ['grafana_token', ['gl', 'sa_'], 'base62', 41],
  ['dynatrace_token', ['dt0', 'c01.'], 'capitals', 88],
  ['posthog_key', ['ph', 'x_'], 'base62', 43],
  ['mapbox_token', ['sk', '.eyJ'], 'base62', 80],
  ['dropbox_token', ['s', 'l.'], 'base64url', 130],
  ['facebook_token', ['EA', 'AC'], 'base62', 180],
  ['airtable_token', ['pat', 'Abcd1234Efgh56.'], 'hex', 64],
  ['terraform_token', ['Abcd1234Efgh56.', 'atlasv1.'], 'base64url', 67],
  ['aws_access_key_id', ['AK', 'IA'], 'base32', 16],
  ['google_api_key', ['AI', 'za'], 'base64url', 35],
  ['google_oauth_secret', ['GOC', 'SPX-'], 'base64url', 28],
  ['google_oauth_token', ['ya', '29.'], 'base64url', 120],
  ['digitalocean_token', ['dop', '_v1_'], 'hex', 64],
  ['heroku_key', ['HR', 'KU-'], 'base64url', 60],
  ['databricks_token', ['da', 'pi'], 'hex', 32],
  ['planetscale_token', ['pscale', '_tkn_'], 'base64url', 43],
  ['supabase_key', ['sb', 'p_'], 'hex', 40],
  ['netlify_token', ['nf', 'p_'], 'base62', 36],
  ['fly_token', ['fm', '2_'], 'base64', 120],
  ['alibaba_key', ['LT', 'AI'], 'base62', 20],
  ['tencent_key', ['AK', 'ID'], 'base62', 32],
  ['yandex_key', ['AQ', 'VN'], 'base64url', 36],
  ['cloudflare_origin_key', ['v1', '.0-'], 'hex', 171],
  ['azure_client_secret', ['aB1', '8', 'Q~'], 'base64url', 34],
];

/** A sample of every form, made anew for a seed. */
export function samples(seed: number): Sample[] {
  const random = new Random(seed);
  const plain = FORMS.map(([kind, pieces, alphabet, length]) => {
    const secret = pieces.join('') + characters(random, alphabet, length);
    return { kind, secret, text: `it works with ${secret} since Monday` };
  });
  return [...plain, ...within(random)];
}

/** Those that need something around them. */
function within(random: Random): Sample[] {
  const make = (kind: string, secret: string, before: string, after = ''): Sample => ({
    kind,
    secret,
    text: before + secret + after,
  });
  const some = (alphabet: Alphabet, length: number): string => characters(random, alphabet, length);
  const body = Array.from({ length: 6 }, () => some('base64', 64));
  const jwt = [
    base64urlJson({ alg: 'HS256' }),
    base64urlJson({ sub: some('hex', 12) }),
    some('base64url', 43),
  ].join('.');
  const block = (label: string, newline: string) =>
    [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`].join(newline);
  return [
    make('private_key', block('RSA PRIVATE KEY', '\n'), 'the key of the box:\n', '\nthat was it'),
    make('private_key', block('OPENSSH PRIVATE KEY', '\\n'), 'KEY="', '"'),
    make('private_key', block('PGP PRIVATE KEY BLOCK', '\n  '), '  '),
    make(
      'private_key',
      ['-----BEGIN EC PRIVATE KEY-----', ...body.slice(0, 3)].join('\n'),
      'cut off:\n',
      '\nthe rest is lost',
    ),
    make(
      'private_key',
      [
        'PuTTY-User-Key-File-3: ssh-rsa',
        'Encryption: none',
        'Public-Lines: 2',
        ...body,
        `Private-MAC: ${some('hex', 64)}`,
      ].join('\n'),
      '',
    ),
    make(
      'gcp_service_account_key',
      block('PRIVATE KEY', '\\n'),
      '{"type": "service_account", "private_key": "',
      '\\n"}',
    ),
    make(
      'discord_token',
      `M${some('base62', 25)}.${some('base64url', 6)}.${some('base64url', 38)}`,
      'bot.login with ',
    ),
    make(
      'telegram_token',
      `${random.integer(100_000_000, 999_999_999)}:${some('base64url', 35)}`,
      'BotFather gave ',
      ' to us',
    ),
    make('twilio_auth_token', some('hex', 32), `curl with AC${some('hex', 32)} / `, ' works'),
    make('token_in_url', `${some('base62', 22)}4g`, 'git clone https://', '@git.test/shop.git'),
    make('mailchimp_key', `${some('hex', 32)}-us14`, 'list import with '),
    make('new_relic_license', `${some('hex', 36)}NRAL`, 'agent reports with '),
    make(
      'one_password_key',
      `A3-${some('capitals', 6)}-${some('capitals', 6)}-${some('capitals', 5)}-${some('capitals', 5)}-${some('capitals', 5)}-${some('capitals', 5)}`,
      'emergency kit: ',
    ),
    make('sentry_dsn', some('hex', 32), `SENTRY=https://${some('hex', 32)}:`, '@sentry.example.test/42'),
    make('aws_secret_access_key', some('base64', 40), 'aws_secret_access_key='),
    make(
      'azure_account_key',
      `${some('base64', 86)}==`,
      'AccountName=shop;AccountKey=',
      ';EndpointSuffix=core.windows.net',
    ),
    make(
      'azure_sas_signature',
      `${some('base62', 42)}%3D`,
      'https://shop.blob.core.windows.net/c?sv=2024-01-01&se=2027&sig=',
      '&sp=r',
    ),
    make('jwt', jwt, 'the client sends ', ' each time'),
    make('password_in_url', some('base62', 14), 'postgres://app:', '@db.internal:5432/orders'),
    make('authorization_header', some('base62', 40), 'curl -H "Authorization: Bearer ', '" https://api.test'),
    make(
      'authorization_header',
      Buffer.from(`ann:${some('base62', 12)}`).toString('base64'),
      'Authorization: Basic ',
    ),
    make('session_cookie', some('base62', 32), 'Cookie: theme=dark; session_id=', '; lang=en'),
    make('password_in_command', some('base62', 12), 'mysql -u root -p', ' shop'),
    make('password_in_statement', some('base62', 12), "CREATE USER app IDENTIFIED BY '", "';"),
    make('login_pair', `${some('base62', 10)}7`, 'credentials for grafana: admin / '),
    make('password_before_word', `${some('base62', 10)}7`, 'Use ', ' as the admin password.'),
    make('password', `${some('password', 14)}7a`, 'DB_PASSWORD="', '"'),
    make('named_secret', some('hex', 32), 'WEATHER_API_KEY='),
  ];
}

import { prefixedRules, SIGNS } from './prefixed.js';

/** Money and shops. What providers call publishable (`pk_live_`) is none. */
export const PAYMENTS = prefixedRules([
  {
    kind: 'stripe_key',
    title: 'Stripe key',
    prefixes: ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'sk_prod_', 'sk_org_'],
    signs: `${SIGNS.base62}_`,
    least: 16,
  },
  {
    kind: 'stripe_webhook_secret',
    title: 'Webhook signing secret',
    prefixes: ['whsec_'],
    signs: SIGNS.base64,
    least: 20,
  },
  {
    kind: 'square_token',
    title: 'Square token',
    prefixes: ['sq0atp-', 'sq0csp-', 'sq0idp-', 'EAAAE', 'EAAAl'],
    signs: SIGNS.base64url,
    least: 22,
  },
  {
    kind: 'shopify_token',
    title: 'Shopify token',
    prefixes: ['shpat_', 'shpss_', 'shpca_', 'shppa_', 'shptka_'],
    signs: SIGNS.hex,
    least: 24,
  },
  {
    kind: 'razorpay_key',
    title: 'Razorpay key',
    prefixes: ['rzp_live_', 'rzp_test_'],
    signs: SIGNS.base62,
    least: 14,
  },
  {
    kind: 'braintree_token',
    title: 'Braintree access token',
    prefixes: ['access_token$production$', 'access_token$sandbox$'],
    signs: `${SIGNS.lower}$`,
    least: 40,
  },
  {
    kind: 'flutterwave_key',
    title: 'Flutterwave key',
    prefixes: ['FLWSECK-', 'FLWSECK_TEST-'],
    signs: `${SIGNS.base62}-`,
    least: 12,
  },
  {
    kind: 'duffel_token',
    title: 'Duffel token',
    prefixes: ['duffel_test_', 'duffel_live_'],
    signs: SIGNS.base64url,
    least: 40,
  },
]);

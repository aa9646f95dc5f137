import { prefixedRules, SIGNS } from './prefixed.js';

/** Providers of language models; the kinds with longer prefixes come first. */
export const ASSISTANTS = prefixedRules([
  {
    kind: 'anthropic_key',
    title: 'Anthropic API key',
    prefixes: ['sk-ant-'],
    signs: SIGNS.base64url,
    least: 24,
  },
  {
    kind: 'openrouter_key',
    title: 'OpenRouter API key',
    prefixes: ['sk-or-'],
    signs: SIGNS.base64url,
    least: 24,
  },
  {
    kind: 'langsmith_key',
    title: 'LangSmith API key',
    prefixes: ['lsv2_'],
    signs: `${SIGNS.base62}_`,
    least: 32,
  },
  {
    kind: 'openai_key',
    title: 'OpenAI API key',
    prefixes: ['sk-', 'sk-proj-', 'sk-svcacct-', 'sk-admin-'],
    signs: SIGNS.base64url,
    least: 20,
  },
  {
    kind: 'hugging_face_token',
    title: 'Hugging Face token',
    prefixes: ['hf_', 'api_org_'],
    signs: SIGNS.base62,
    least: 24,
  },
  { kind: 'groq_key', title: 'Groq API key', prefixes: ['gsk_'], signs: SIGNS.base62, least: 32 },
  { kind: 'xai_key', title: 'xAI API key', prefixes: ['xai-'], signs: SIGNS.base62, least: 40 },
  {
    kind: 'perplexity_key',
    title: 'Perplexity API key',
    prefixes: ['pplx-'],
    signs: SIGNS.base62,
    least: 32,
  },
  { kind: 'replicate_token', title: 'Replicate token', prefixes: ['r8_'], signs: SIGNS.base62, least: 32 },
  { kind: 'elevenlabs_key', title: 'ElevenLabs API key', prefixes: ['sk_'], signs: SIGNS.hex, least: 44 },
  {
    kind: 'pinecone_key',
    title: 'Pinecone API key',
    prefixes: ['pcsk_'],
    signs: `${SIGNS.base62}_`,
    least: 32,
  },
]);

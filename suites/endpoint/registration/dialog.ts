import {
  asksForNoCertificate,
  defineScenario,
  describesOddly,
  dialogOpensTls,
  dialogShowsCertificate,
  hasNo,
  namesOwnHost,
  servesDescriptor,
  sharesGroup,
} from '#kit';

export default defineScenario({
  id: 'registration/dialog',
  role: 'endpoint',
  title: "has a descriptor and a certificate that NetBackup's dialog takes at Validate",
  phase: 'opening',
  async drive(peer) {
    await peer.register();
  },
  checks: {
    'CON-030': asksForNoCertificate,
    'DSC-001': hasNo(['missing-member', 'duplicate-member']),
    'DSC-003': hasNo(['not-an-object']),
    'DSC-004': hasNo(['not-json', 'byte-order-mark']),
    'DSC-005': hasNo(['wrong-type', 'bad-number']),
    'DSC-006': hasNo(['apostrophe']),
    'DSC-008': hasNo(['bad-url', 'not-wss', 'url-fragment', 'url-credentials']),
    'DSC-010': namesOwnHost,
    'DSC-011': hasNo(['missing-member', 'empty-member', 'wrong-type'], 'token'),
    'DSC-014': servesDescriptor,
    'DSC-021': hasNo(['empty-member']),
    'GRP-013': sharesGroup,
    'TLS-001': dialogOpensTls,
    'TLS-002': dialogShowsCertificate,
  },
  observe: describesOddly,
});

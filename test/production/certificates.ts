import { generateKeyPairSync, randomBytes } from 'node:crypto';
import forge from 'node-forge';

/** An authority that vouches for one certificate, each as PEM. */
export type Certified = { authority: string; certificate: string; key: string };

const { pki, md } = forge;
const dayMs = 24 * 60 * 60_000;

/** Makes an authority, and a certificate for these host names (`*.` for all of a domain) that it vouches for. Its own key is forgotten at once. */
export function certify(hosts: string[]): Certified {
  const [above, below] = [newKeys(), newKeys()];
  const name = [{ name: 'commonName', value: 'An authority for tests' }];
  const authority = unsigned(above, name);
  authority.setExtensions([{ name: 'basicConstraints', cA: true, critical: true }]);
  authority.sign(above.privateKey, md.sha256.create());
  const certificate = unsigned(below, [{ name: 'commonName', value: hosts[0] }]);
  certificate.setIssuer(name);
  // 2: a DNS name (RFC 5280, 4.2.1.6).
  certificate.setExtensions([{ name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) }]);
  certificate.sign(above.privateKey, md.sha256.create());
  return {
    authority: pki.certificateToPem(authority),
    certificate: pki.certificateToPem(certificate),
    key: pki.privateKeyToPem(below.privateKey),
  };
}

function unsigned({ publicKey }: forge.pki.rsa.KeyPair, name: forge.pki.CertificateField[]): forge.pki.Certificate {
  const certificate = pki.createCertificate();
  certificate.publicKey = publicKey;
  // A positive number.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() - dayMs);
  certificate.validity.notAfter = new Date(Date.now() + dayMs);
  certificate.setSubject(name);
  certificate.setIssuer(name);
  return certificate;
}

// Node makes keys a hundred times as fast.
function newKeys(): forge.pki.rsa.KeyPair {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const key = pki.privateKeyFromPem(privateKey);
  return { privateKey: key, publicKey: pki.setRsaPublicKey(key.n, key.e) };
}

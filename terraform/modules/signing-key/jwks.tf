# KMS gives a public key as the Base64 of its DER form (SubjectPublicKeyInfo, RFC 5480). For P-256
# that is 91 bytes: 26 that are always the same, 0x04 for "uncompressed", 32 of x, 32 of y. JOSE
# wants x and y alone, as Base64 for URLs (RFC 7518 §6.2.1). They do not begin where a Base64
# character begins, so the characters are taken apart into bits and put together anew.
locals {
  # The 27 bytes before x are 36 characters, exactly.
  spki_header = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE"

  base64    = split("", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  base64url = concat(slice(local.base64, 0, 62), ["-", "_"])
  value_of  = { for value, character in local.base64 : character => value }

  point_bits = {
    for name, key in data.aws_kms_public_key.this : name => join("", [
      for character in split("", trimprefix(trimsuffix(key.public_key, "=="), local.spki_header)) :
      format("%06b", local.value_of[character])
    ])
  }

  # 256 bits and two of padding are 43 characters.
  coordinates = {
    for name, bits in local.point_bits : name => {
      for coordinate, start in { x = 0, y = 256 } : coordinate => join("", [
        for position in range(0, 258, 6) :
        local.base64url[parseint(substr("${substr(bits, start, 256)}00", position, 6), 2)]
      ])
    }
  }

  # jsonencode sorts the members, as the thumbprint wants them (RFC 7638 §3.3).
  thumbprints = {
    for name, point in local.coordinates : name => trimsuffix(
      replace(replace(
        base64sha256(jsonencode({ crv = "P-256", kty = "EC", x = point.x, y = point.y })),
      "+", "-"), "/", "_"),
    "=")
  }

  public_keys = {
    for name, point in local.coordinates : name => {
      kty = "EC"
      crv = "P-256"
      x   = point.x
      y   = point.y
      kid = local.thumbprints[name]
      alg = "ES256"
      use = "sig"
    }
  }
}

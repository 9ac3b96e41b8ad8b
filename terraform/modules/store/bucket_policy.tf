# Nothing reaches the bucket but over TLS 1.2 or newer, whoever asks.
resource "aws_s3_bucket_policy" "packages" {
  count  = local.adopted ? 0 : 1
  bucket = aws_s3_bucket.packages[0].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for sid, condition in {
        RefusePlainHttp = { Bool = { "aws:SecureTransport" = "false" } }
        RefuseOldTls    = { NumericLessThan = { "s3:TlsVersion" = "1.2" } }
        } : {
        Sid       = sid
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [local.bucket.arn, "${local.bucket.arn}/*"]
        Condition = condition
      }
    ]
  })

  # S3 refuses to change policy and public access at the same moment (OperationAborted).
  depends_on = [aws_s3_bucket_public_access_block.packages]
}

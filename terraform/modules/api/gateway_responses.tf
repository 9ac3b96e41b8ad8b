# What the gateway answers by itself, in the body that every error of the registry has:
# https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
locals {
  failed = "The registry failed to answer; try again, and if it stays so give the administrator the request id $context.requestId."

  answers = {
    UNAUTHORIZED = {
      says    = "This request needs a token that holds: put one into a credentials block for this host, or get a new one where it has expired."
      headers = { WWW-Authenticate = "'Bearer realm=\"registry\"'" }
    }
    ACCESS_DENIED = {
      says    = "This request is not allowed: the token does not open this path, or the registry does not answer where it came from; ask for a token with a scope for this namespace."
      headers = { WWW-Authenticate = "'Bearer error=\"insufficient_scope\"'" }
    }
    # Both a path that does not exist and a request that should have been signed for AWS.
    MISSING_AUTHENTICATION_TOKEN = {
      status = 404
      says   = "There is nothing at this path; see the API reference. To get a token as an AWS principal, sign the request with your AWS credentials."
    }
    INVALID_SIGNATURE  = { says = "The AWS signature of this request does not hold; sign it for the service execute-api and the region of the registry." }
    EXPIRED_TOKEN      = { says = "The AWS credentials that signed this request have expired; get new ones." }
    RESOURCE_NOT_FOUND = { says = "There is nothing at this path; see the API reference." }
    REQUEST_TOO_LARGE  = { says = "The request is larger than 10 MB; packages are uploaded to the address that the route of uploads gives." }
    WAF_FILTERED       = { says = "The firewall of this registry refuses the request; ask its administrator." }
    THROTTLED = {
      says    = "There are too many requests now; try again in a second."
      headers = { Retry-After = "'1'" }
    }
    # It fails where what it has to read cannot be read, and opens nothing then.
    AUTHORIZER_FAILURE = {
      status  = 503
      says    = "The registry cannot judge tokens now; try again in some seconds."
      headers = { Retry-After = "'5'" }
    }
    INTEGRATION_TIMEOUT = {
      says    = local.failed
      headers = { Retry-After = "'5'" }
    }
    DEFAULT_4XX = { quotes = true }
    DEFAULT_5XX = { says = local.failed }
  }

  gateway_responses = {
    for type, answer in local.answers : type => merge(
      can(answer.status) ? { statusCode = answer.status } : {},
      {
        responseParameters = {
          for name, value in merge({ X-Request-Id = "context.requestId" }, try(answer.headers, {})) :
          "gatewayresponse.header.${name}" => value
        }
        responseTemplates = {
          "application/json" = can(answer.says) ? jsonencode({ errors = [answer.says] }) : "{\"errors\":[$context.error.messageString]}"
        }
      },
    )
  }
}

"""API Gateway REST: how policies, bodies and binary types come back.

https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html
"""

import json

from moto.apigateway.models import Account, APIGatewayBackend, RestAPI
from moto.apigateway.responses import APIGatewayResponse

from .replace import wrap

# What a path item of OpenAPI 3.0 may hold beside its methods.
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "x-amazon-apigateway-any-method"}


def mend():
    mend_rest_api()
    mend_body()
    mend_account()


def mend_rest_api():
    @wrap(RestAPI, "to_dict")
    def to_dict(original, self):
        answer = original(self)
        if self.policy:
            # AWS answers the policy as the inside of a JSON string, quotes escaped.
            answer[self.PROP_POLICY] = json.dumps(self.policy)[1:-1]
        return answer

    @wrap(APIGatewayResponse, "create_rest_api")
    def create_rest_api(original, self):
        status, headers, body = original(self)
        types = self._get_param("binaryMediaTypes")
        if types and status == 200:
            api = self.backend.get_rest_api(json.loads(body)["id"])
            api.binaryMediaTypes = list(types)
            body = json.dumps(api.to_dict())
        return status, headers, body

    @wrap(RestAPI, "apply_patch_operations")
    def apply_patch_operations(original, self, patch_operations):
        # A binary type is named by the path: /binaryMediaTypes/image~1png.
        rest = []
        for operation in patch_operations:
            prefix, _, escaped = operation["path"][1:].partition("/")
            if prefix != self.PROP_BINARY_MEDIA_TYPES or not escaped:
                rest.append(operation)
                continue
            name = escaped.replace("~1", "/").replace("~0", "~")
            if operation["op"] == "add":
                self.binaryMediaTypes.append(name)
            elif operation["op"] == "remove" and name in self.binaryMediaTypes:
                self.binaryMediaTypes.remove(name)
        original(self, rest)


def mend_body():
    @wrap(APIGatewayBackend, "put_rest_api")
    def put_rest_api(original, self, function_id, api_doc, *args, **kwargs):
        api = self.get_rest_api(function_id)
        root = api.root_resource_id
        answer = original(self, function_id, plain(api_doc), *args, **kwargs)
        keep_root(api, root)
        keep_security(self, api, api_doc)
        keep_gateway_responses(api, api_doc)
        types = api_doc.get("x-amazon-apigateway-binary-media-types")
        if types is not None:
            api.binaryMediaTypes = list(types)
        return answer


def plain(api_doc):
    """The document as moto can read it: it takes every member of a path for a method, and mock
    integrations for requests to somewhere."""
    paths = {}
    for path, item in api_doc["paths"].items():
        methods = {name: dict(operation) for name, operation in item.items() if name in METHODS}
        for operation in methods.values():
            integration = operation.get("x-amazon-apigateway-integration")
            if integration is not None and integration.get("type", "").lower() == "mock":
                operation["x-amazon-apigateway-integration"] = {
                    "uri": "",
                    "httpMethod": "POST",
                    **integration,
                }
        paths[path] = methods
    return {**api_doc, "paths": paths}


def keep_root(api, root):
    """On AWS the resource of `/` outlives a new body."""
    current = api.get_resource_for_path("/")
    if current.id == root:
        return
    del api.resources[current.id]
    for resource in api.resources.values():
        if resource.parent_id == current.id:
            resource.parent_id = root
    current.id = root
    api.resources[root] = current


def keep_security(backend, api, api_doc):
    """AWS makes authorizers of the security schemes, and lets each method ask the one it names.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
    """
    asked = {}
    for name, scheme in api_doc.get("components", {}).get("securitySchemes", {}).items():
        if scheme.get("x-amazon-apigateway-authtype") == "awsSigv4":
            asked[name] = ("AWS_IAM", None)
            continue
        settings = scheme.get("x-amazon-apigateway-authorizer")
        if settings is None:
            continue
        for known in [known for known in api.authorizers.values() if known.name == name]:
            del api.authorizers[known.id]
        authorizer = backend.create_authorizer(
            api.id,
            name,
            settings["type"].upper(),
            authorizer_uri=settings.get("authorizerUri"),
            authorizer_credentials=settings.get("authorizerCredentials"),
            identity_source=settings.get("identitySource", "method.request.header." + scheme["name"]),
            authorizer_result_ttl=settings.get("authorizerResultTtlInSeconds", 300),
        )
        asked[name] = ("CUSTOM", authorizer.id)
    for path, item in api_doc["paths"].items():
        resource = api.get_resource_for_path(path)
        for name, operation in item.items():
            method = resource.resource_methods.get(name.upper())
            if method is None:
                continue
            schemes = [scheme for choice in operation.get("security", []) for scheme in choice]
            method.authorization_type, method.authorizer_id = asked.get((schemes or [None])[0], ("NONE", None))


def keep_gateway_responses(api, api_doc):
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.html"""
    api.gateway_responses.clear()
    for type, answer in api_doc.get("x-amazon-apigateway-gateway-responses", {}).items():
        status = answer.get("statusCode")
        api.put_gateway_response(
            type,
            None if status is None else str(status),
            answer.get("responseParameters", {}),
            answer.get("responseTemplates", {}),
        )


def mend_account():
    @wrap(Account, "apply_patch_operations")
    def apply_patch_operations(original, self, patch_operations):
        # The provider resets the role by removing it; AWS then answers without one.
        for operation in patch_operations:
            if operation["op"] == "remove" and operation["path"] == "/cloudwatchRoleArn":
                operation.update(op="replace", value=None)
        return original(self, patch_operations)

"""API Gateway REST: a deployment keeps the API as it was, and an export is of what a stage serves.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
"""

import json

from moto.apigateway.models import RestAPI
from moto.apigateway.responses import APIGatewayResponse

from .replace import wrap


def mend():
    @wrap(RestAPI, "create_deployment")
    def create_deployment(original, self, *args, **kwargs):
        deployment = original(self, *args, **kwargs)
        deployment.exported = export(self)
        return deployment

    @wrap(APIGatewayResponse, "get_export")
    def get_export(original, self):
        _, headers, _ = original(self)
        _, _, api_id, _, stage_name, *_ = self.path.split("/")
        stage = self.backend.get_stage(api_id, stage_name)
        deployment = self.backend.get_deployment(api_id, stage.deployment_id)
        return 200, headers, json.dumps(deployment.exported).encode()


def export(api):
    """In OpenAPI 3.0, with the extensions of integrations and authorizers."""
    return {
        "openapi": "3.0.1",
        "info": {"title": api.name},
        "paths": {
            resource.get_path(): {
                name(method): operation(api, settings)
                for method, settings in resource.resource_methods.items()
            }
            for resource in api.resources.values()
            if resource.resource_methods
        },
        "components": {"securitySchemes": {"sigv4": SIGV4, **authorizers(api)}},
    }


def name(method):
    return "x-amazon-apigateway-any-method" if method == "ANY" else method.lower()


def operation(api, settings):
    asked = {"AWS_IAM": "sigv4"}.get(settings.authorization_type)
    if settings.authorization_type == "CUSTOM":
        authorizer = api.authorizers.get(settings.authorizer_id)
        asked = authorizer and authorizer.name
    integration = settings.method_integration
    return {
        **({"security": [{asked: []}]} if asked else {}),
        **(
            {"x-amazon-apigateway-integration": {"type": integration.integration_type.lower(), "uri": integration.uri}}
            if integration
            else {}
        ),
    }


SIGV4 = {
    "type": "apiKey",
    "name": "Authorization",
    "in": "header",
    "x-amazon-apigateway-authtype": "awsSigv4",
}


def authorizers(api):
    return {
        authorizer.name: {
            "type": "apiKey",
            "name": "Authorization",
            "in": "header",
            "x-amazon-apigateway-authtype": "custom",
            "x-amazon-apigateway-authorizer": {
                "type": authorizer.type.lower(),
                "authorizerUri": authorizer.authorizer_uri,
            },
        }
        for authorizer in api.authorizers.values()
    }

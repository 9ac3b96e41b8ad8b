"""Lambda: settings that moto takes and forgets.

https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html
"""

from moto.awslambda.models import LambdaFunction

from .replace import wrap

# Member of the configuration → what AWS answers where it was never set.
FORGOTTEN = {
    "LoggingConfig": lambda function: {
        "LogFormat": "Text",
        "LogGroup": f"/aws/lambda/{function.function_name}",
    },
    "DeadLetterConfig": lambda function: None,
    "KMSKeyArn": lambda function: None,
}
# Attributes that moto keeps, but only from the creation on.
UNCHANGED_BY_UPDATES = {"TracingConfig": "tracing_config"}


def remember(function, settings):
    kept = function.__dict__.setdefault("remembered", {})
    kept.update({name: settings[name] for name in FORGOTTEN if settings.get(name)})


def mend():
    @wrap(LambdaFunction, "__init__")
    def create(original, self, account_id, spec, *args, **kwargs):
        original(self, account_id, spec, *args, **kwargs)
        remember(self, spec)

    @wrap(LambdaFunction, "update_configuration")
    def update(original, self, config_updates):
        remember(self, config_updates)
        for name, attribute in UNCHANGED_BY_UPDATES.items():
            if name in config_updates:
                setattr(self, attribute, config_updates[name])
        ephemeral = config_updates.get("EphemeralStorage")
        if ephemeral:
            self.ephemeral_storage = ephemeral["Size"]
        return original(self, config_updates)

    @wrap(LambdaFunction, "get_configuration")
    def describe(original, self, *args, **kwargs):
        configuration = original(self, *args, **kwargs)
        for name, default in FORGOTTEN.items():
            value = self.__dict__.get("remembered", {}).get(name) or default(self)
            if value is not None:
                configuration[name] = value
        return configuration

"""Starts moto's server with what it lacks for Terraform put right: serve.py -H HOST -p PORT.

Each module of `mends` changes one service and says what AWS does there. The Terraform modules are
written for AWS and never bent to the emulator: what differs is mended here.
"""

import os
import sys

# Read when moto is loaded. Roles of people attach policies that AWS manages.
os.environ.setdefault("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")

from moto.server import main

from mends import apigateway, apigateway_deployments, autoscaling, awslambda, kms, sts

for service in (apigateway, apigateway_deployments, autoscaling, awslambda, kms, sts):
    service.mend()

main(sys.argv[1:])

# Gathers what describes a network in one Region into one file, with the AWS CLI and nothing else. It only reads.
# What your permissions do not allow is left out, and the playground says so: not described.
set -u
command -v aws >/dev/null || { echo 'the AWS CLI is not installed: aws' >&2; exit 1; }
out="${1:-playground-account.json}"
part="$out.part"
aws_json() { aws "$@" --output json </dev/null; }
aws_text() { aws "$@" --output text </dev/null 2>/dev/null | tr '\t' '\n' | grep -v -e '^$' -e '^None$'; }
first=1
key() { # KEY TEXT: one key of the file
  [ "$first" = 1 ] || printf ',\n' >>"$part"
  first=0
  printf '"%s": %s' "$1" "$2" >>"$part"
}
lacks() { printf 'not described: %s (%s)\n' "$1" "$(printf '%s' "$2" | tr '\n' ' ' | cut -c1-160)" >&2; }
take() { # KEY QUERY COMMAND...: the answer of one command
  local name="$1" query="$2" text
  shift 2
  if text="$(aws_json "$@" --query "$query" 2>"$part.err")" && [ -n "$text" ] && [ "$text" != null ]; then
    key "$name" "$text"
    printf 'described: %s\n' "$name" >&2
  else
    lacks "$name" "$(cat "$part.err")"
  fi
}
items() { sed -e '1s/^\[//' -e '$s/\][[:space:]]*$//'; }
open_object() { sed -e '$s/}[[:space:]]*$//'; }
list="" # elements that are gathered one by one
add() { # ELEMENTS
  case "$1" in *[![:space:]]*) list="${list:+$list,}$1" ;; esac
}

printf '{\n' >"$part"
key GatheredAt "\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\""
take Vpcs Vpcs ec2 describe-vpcs
take Subnets Subnets ec2 describe-subnets
take RouteTables RouteTables ec2 describe-route-tables
take NetworkAcls NetworkAcls ec2 describe-network-acls
take SecurityGroups SecurityGroups ec2 describe-security-groups
take SecurityGroupRules SecurityGroupRules ec2 describe-security-group-rules
take SecurityGroupVpcAssociations SecurityGroupVpcAssociations ec2 describe-security-group-vpc-associations
take NetworkInterfaces NetworkInterfaces ec2 describe-network-interfaces
take Reservations Reservations ec2 describe-instances
take Addresses Addresses ec2 describe-addresses
take InternetGateways InternetGateways ec2 describe-internet-gateways
take EgressOnlyInternetGateways EgressOnlyInternetGateways ec2 describe-egress-only-internet-gateways
take NatGateways NatGateways ec2 describe-nat-gateways
take VpcEndpoints VpcEndpoints ec2 describe-vpc-endpoints
take VpcPeeringConnections VpcPeeringConnections ec2 describe-vpc-peering-connections
take TransitGateways TransitGateways ec2 describe-transit-gateways
take TransitGatewayVpcAttachments TransitGatewayVpcAttachments ec2 describe-transit-gateway-vpc-attachments
take VpnGateways VpnGateways ec2 describe-vpn-gateways
take VpcBlockPublicAccessOptions VpcBlockPublicAccessOptions ec2 describe-vpc-block-public-access-options
take VpcBlockPublicAccessExclusions VpcBlockPublicAccessExclusions ec2 describe-vpc-block-public-access-exclusions
take ManagedPrefixLists PrefixLists ec2 describe-managed-prefix-lists
take PrefixLists PrefixLists ec2 describe-prefix-lists
take LoadBalancers LoadBalancers elbv2 describe-load-balancers
take DBInstances DBInstances rds describe-db-instances

# What no single command lists: one call for each table, list, load balancer, target group.
list=""
for id in $(aws_text ec2 describe-transit-gateway-route-tables --query 'TransitGatewayRouteTables[].TransitGatewayRouteTableId'); do
  if text="$(aws_json ec2 describe-transit-gateway-route-tables --transit-gateway-route-table-ids "$id" --query 'TransitGatewayRouteTables[0]')"; then
    text="$(printf '%s' "$text" | open_object)"
    if routes="$(aws_json ec2 search-transit-gateway-routes --transit-gateway-route-table-id "$id" --filters Name=state,Values=active,blackhole --query Routes)"; then text="$text, \"Routes\": $routes"; fi
    if users="$(aws_json ec2 get-transit-gateway-route-table-associations --transit-gateway-route-table-id "$id" --query Associations)"; then text="$text, \"Associations\": $users"; fi
    if users="$(aws_json ec2 get-transit-gateway-route-table-propagations --transit-gateway-route-table-id "$id" --query TransitGatewayRouteTablePropagations)"; then text="$text, \"TransitGatewayRouteTablePropagations\": $users"; fi
    add "$text}"
  fi
done
[ -z "$list" ] || key TransitGatewayRouteTables "[$list]"
list=""
for id in $(aws_text ec2 describe-managed-prefix-lists --query 'PrefixLists[].PrefixListId'); do
  if text="$(aws_json ec2 get-managed-prefix-list-entries --prefix-list-id "$id" --query Entries 2>/dev/null)"; then add "\"$id\": $text"; fi
done
[ -z "$list" ] || key PrefixListEntries "{$list}"
list=""
for arn in $(aws_text elbv2 describe-load-balancers --query 'LoadBalancers[].LoadBalancerArn'); do
  if text="$(aws_json elbv2 describe-listeners --load-balancer-arn "$arn" --query Listeners)"; then add "$(printf '%s' "$text" | items)"; fi
done
[ -z "$list" ] || key Listeners "[$list]"
groups="$(aws_text elbv2 describe-target-groups --query 'TargetGroups[].TargetGroupArn')"
list=""
for arn in $groups; do
  if text="$(aws_json elbv2 describe-target-groups --target-group-arns "$arn" --query 'TargetGroups[0]')"; then
    text="$(printf '%s' "$text" | open_object)"
    if more="$(aws_json elbv2 describe-target-group-attributes --target-group-arn "$arn" --query Attributes)"; then text="$text, \"Attributes\": $more"; fi
    add "$text}"
  fi
done
[ -z "$list" ] || key TargetGroups "[$list]"
list=""
for arn in $groups; do
  if text="$(aws_json elbv2 describe-target-health --target-group-arn "$arn" --query "TargetHealthDescriptions[].{TargetGroupArn: '$arn', Target: Target}")"; then add "$(printf '%s' "$text" | items)"; fi
done
[ -z "$list" ] || key TargetHealthDescriptions "[$list]"
printf '\n}\n' >>"$part"
rm -f "$part.err"
mv "$part" "$out" && printf 'written: %s\n' "$out" >&2

"""Reads every host of a vCenter with pyVmomi and prints what it found as JSON.

  python3 read_hosts.py HOST PORT USER < password

Plain http. Three ways to the same truth: the property collector, QueryNetConfig, and esxcli (a ping of the vMotion
adapter's gateway, and the neighbours on its stack).
"""
import json
import sys

from pyVim import connect
from pyVmomi import vim, vmodl

import esxcli

# For a local address pyVmomi 6.7.1 hands a TLS context to its connections, plain http or not, and they refuse it.
connect.localSslFixup = lambda host, context: context

PATHS = ["name", "runtime.connectionState", "config.product.version", "config.network.vnic", "config.network.netStackInstance",
         "config.network.pnic", "config.virtualNicManagerInfo.netConfig", "configManager.networkSystem",
         "configManager.virtualNicManager", "runtime.networkRuntimeInfo.netStackInstanceRuntimeInfo"]


def read_pages(content, page_size):
    """All hosts and their properties, page by page, by a container view."""
    view = content.viewManager.CreateContainerView(container=content.rootFolder, type=[vim.HostSystem], recursive=True)
    collector = content.propertyCollector
    query = vmodl.query.PropertyCollector
    spec = query.FilterSpec(
        objectSet=[query.ObjectSpec(obj=view, skip=True, selectSet=[
            query.TraversalSpec(name="hosts", path="view", skip=False, type=vim.view.ContainerView)])],
        propSet=[query.PropertySpec(type=vim.HostSystem, pathSet=PATHS)])
    page = collector.RetrievePropertiesEx(specSet=[spec], options=query.RetrieveOptions(maxObjects=page_size))
    while page is not None:
        for found in page.objects:
            yield (found.obj, {each.name: each.val for each in found.propSet},
                   {each.path: type(each.fault).__name__ for each in found.missingSet})
        page = collector.ContinueRetrievePropertiesEx(token=page.token) if page.token else None
    view.DestroyView()


def adapter(vnic):
    spec = vnic.spec
    override = spec.ipRouteSpec.ipRouteConfig.defaultGateway if spec.ipRouteSpec is not None else None
    port = spec.distributedVirtualPort
    return {
        "device": vnic.device, "key": vnic.key, "portgroup": vnic.portgroup, "stack": spec.netStackInstanceKey,
        "address": spec.ip.ipAddress, "netmask": spec.ip.subnetMask, "dhcp": spec.ip.dhcp, "mac": spec.mac, "mtu": spec.mtu,
        "override": override, "portgroupKey": port.portgroupKey if port is not None else None,
        "ipv6": [each.ipAddress + "/" + str(each.prefixLength) for each in spec.ip.ipV6Config.ipV6Address],
    }


def stack(instance):
    table = instance.routeTableConfig
    return {
        "key": instance.key, "name": instance.name, "gateway": instance.ipRouteConfig.defaultGateway,
        "routes": [] if table is None else [
            "{0}/{1} via {2} dev {3}".format(row.route.network, row.route.prefixLength, row.route.gateway, row.route.deviceName)
            for row in table.ipRoute],
    }


def services(net_configs):
    return {each.nicType: sorted(key.rpartition("-")[2] for key in each.selectedVnic) for each in net_configs}


def neighbor(hint):
    found = {"device": hint.device, "protocol": None, "system": None, "port": None}
    if hint.lldpInfo is not None:
        values = {each.key: each.value for each in hint.lldpInfo.parameter}
        assert isinstance(values["Samples"], int), "Samples is no number"
        assert values["Enabled Capabilities"].router is True, "Enabled Capabilities is no object"
        found.update(protocol="LLDP", system=values["System Name"], port=hint.lldpInfo.portId)
    if hint.connectedSwitchPort is not None:
        found.update(protocol="CDP", system=hint.connectedSwitchPort.systemName, port=hint.connectedSwitchPort.portId)
    return found


def ask(host, properties):
    """What only calls to the host tell."""
    manager = properties["configManager.virtualNicManager"]
    by_type = {name: manager.QueryNetConfig(nicType=name) for name in ("vmotion", "management", "vsan")}
    answer = {
        "queried": services(by_type.values()),
        "neighbors": [neighbor(each) for each in properties["configManager.networkSystem"].QueryNetworkHint(device=[])],
    }
    vmotion = [each for each in properties["config.network.vnic"] if each.spec.netStackInstanceKey == "vmotion"]
    if vmotion:
        vnic = vmotion[0]
        gateway = vnic.spec.ip.ipAddress.rpartition(".")[0] + ".1"
        answer["arp"] = esxcli.run(host, ["network", "ip", "neighbor"], "list", netstack="vmotion", version=4)
        answer["ping"] = esxcli.run(host, ["network", "diag"], "ping", count=3, df="true", host=gateway,
                                    interface=vnic.device, netstack="vmotion", size=8972)
    return answer


def describe(reference, properties, missing):
    host = {"id": reference._moId, "name": properties.get("name"), "missing": missing}
    if "config.network.vnic" not in properties:
        return host
    host.update({
        "state": str(properties["runtime.connectionState"]),
        "version": properties["config.product.version"],
        "adapters": [adapter(each) for each in properties["config.network.vnic"]],
        "stacks": [stack(each) for each in properties["config.network.netStackInstance"]],
        "active": sorted(each.netStackInstanceKey
                         for each in properties["runtime.networkRuntimeInfo.netStackInstanceRuntimeInfo"]),
        "services": services(properties["config.virtualNicManagerInfo.netConfig"]),
        "links": {each.device: each.linkSpeed.speedMb if each.linkSpeed is not None else None
                  for each in properties["config.network.pnic"]},
    })
    try:
        host.update(ask(reference, properties))
    except vmodl.MethodFault as fault:
        host["fault"] = type(fault).__name__
    return host


def read_by_properties(content):
    """The old way: object by object, each property a call. The first host that may be read serves as the example."""
    cluster = content.rootFolder.childEntity[0].hostFolder.childEntity[0]
    for host in cluster.host:
        try:
            return {"cluster": cluster.name, "host": host.name, "gateway": host.config.network.ipRouteConfig.defaultGateway,
                    "networks": sorted(each.name for each in host.network),
                    "vms": {each.name: [network.name for network in each.network] for each in host.vm}}
        except vim.fault.NoPermission:
            continue
    return None


def port_groups(content):
    view = content.viewManager.CreateContainerView(content.rootFolder, [vim.dvs.DistributedVirtualPortgroup], True)
    found = []
    for each in view.view:
        vlan = each.config.defaultPortConfig.vlan
        if isinstance(vlan, vim.dvs.VmwareDistributedVirtualSwitch.TrunkVlanSpec):
            tag = ["{0}-{1}".format(part.start, part.end) for part in vlan.vlanId]
        elif isinstance(vlan, vim.dvs.VmwareDistributedVirtualSwitch.PvlanSpec):
            tag = {"pvlan": vlan.pvlanId}
        else:
            tag = vlan.vlanId
        found.append({"key": each.key, "name": each.name, "vlan": tag, "switch": each.config.distributedVirtualSwitch.name,
                      "mtu": each.config.distributedVirtualSwitch.config.maxMtu})
    view.DestroyView()
    return found


def main():
    host, port, user = sys.argv[1:4]
    password = sys.stdin.readline().rstrip("\n")
    instance = connect.SmartConnect(protocol="http", host=host, port=int(port), user=user, pwd=password)
    try:
        content = instance.RetrieveContent()
        json.dump({
            "about": content.about.apiVersion,
            "user": content.sessionManager.currentSession.userName,
            "hosts": [describe(*each) for each in read_pages(content, 5)],
            "byProperties": read_by_properties(content),
            "portGroups": port_groups(content),
        }, sys.stdout, indent=1, sort_keys=True)
    finally:
        connect.Disconnect(instance)


if __name__ == "__main__":
    main()

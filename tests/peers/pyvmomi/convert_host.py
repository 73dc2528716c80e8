"""Makes one host a host of routed vMotion with pyVmomi, as a person with a script would, and takes it back.

  python3 convert_host.py HOST PORT USER ESX_HOST PORT_GROUP ADDRESS NETMASK GATEWAY < password

Plain http. Prints what pyVmomi saw at each step as JSON: that is a witness for how the simulator changes hosts.
"""
import json
import sys
import time

from pyVim import connect
from pyVmomi import vim, vmodl

connect.localSslFixup = lambda host, context: context


def find(content, kind, name):
    view = content.viewManager.CreateContainerView(content.rootFolder, [kind], True)
    found = [each for each in view.view if each.name == name]
    view.DestroyView()
    return found[0]


def fault_of(call, *arguments, **named):
    try:
        call(*arguments, **named)
        return None
    except vmodl.MethodFault as fault:
        return type(fault).__name__


def gateways(host):
    for stack in host.config.network.netStackInstance:
        if stack.key == "vmotion":
            return stack.ipRouteConfig.defaultGateway if stack.ipRouteConfig is not None else None
    return None


def see(host):
    services = {each.nicType: sorted(each.selectedVnic[i].rpartition("-")[2] for i in range(len(each.selectedVnic)))
                for each in host.config.virtualNicManagerInfo.netConfig}
    return {
        "adapters": ["{0} {1} {2} {3}".format(each.device, each.spec.netStackInstanceKey, each.spec.ip.ipAddress, each.spec.mtu)
                     for each in host.config.network.vnic],
        "vmotion": services["vmotion"],
        "gateway": gateways(host),
    }


def port_of(group):
    return vim.dvs.PortConnection(switchUuid=group.config.distributedVirtualSwitch.uuid, portgroupKey=group.key)


def set_gateway(network, gateway):
    config = vim.host.NetworkConfig(netStackSpec=[vim.host.NetworkConfig.NetStackSpec(
        operation="edit",
        netStackInstance=vim.host.NetStackInstance(key="vmotion", ipRouteConfig=vim.host.IpRouteConfig(defaultGateway=gateway)))])
    network.UpdateNetworkConfig(config=config, changeMode="modify")


def main():
    server, port, user, name, group_name, address, netmask, gateway = sys.argv[1:9]
    instance = connect.SmartConnect(protocol="http", host=server, port=int(port), user=user, pwd=sys.stdin.readline().rstrip("\n"))
    try:
        content = instance.RetrieveContent()
        host = find(content, vim.HostSystem, name)
        group = find(content, vim.dvs.DistributedVirtualPortgroup, group_name)
        network, manager = host.configManager.networkSystem, host.configManager.virtualNicManager
        steps = {"before": see(host)}
        old = steps["before"]["vmotion"][0]

        spec = vim.host.VirtualNic.Specification(
            ip=vim.host.IpConfig(dhcp=False, ipAddress=address, subnetMask=netmask),
            distributedVirtualPort=port_of(group), netStackInstanceKey="vmotion", mtu=1500)
        steps["noSuchStack"] = fault_of(network.AddVirtualNic, portgroup="", nic=vim.host.VirtualNic.Specification(
            ip=spec.ip, distributedVirtualPort=spec.distributedVirtualPort, netStackInstanceKey="nosuchstack"))
        device = network.AddVirtualNic(portgroup="", nic=spec)
        steps["device"] = device
        steps["added"] = see(host)
        # An update has to say the address, even one that leaves it.
        steps["noAddress"] = fault_of(network.UpdateVirtualNic, device=device, nic=vim.host.VirtualNic.Specification(mtu=9000))
        network.UpdateVirtualNic(device=device, nic=vim.host.VirtualNic.Specification(ip=spec.ip, mtu=9000))
        set_gateway(network, gateway)
        steps["routed"] = see(host)
        manager.DeselectVnicForNicType(nicType="vmotion", device=old)
        steps["deselected"] = see(host)
        manager.SelectVnicForNicType(nicType="vmotion", device=old)
        steps["selected"] = see(host)
        steps["noSuchService"] = fault_of(manager.SelectVnicForNicType, nicType="nosuchservice", device=old)
        network.RemoveVirtualNic(device=device)
        steps["removed"] = see(host)
        steps["noSuchDevice"] = fault_of(network.RemoveVirtualNic, device=device)

        cluster = host.parent
        change = vim.cluster.ConfigSpecEx(drsConfig=vim.cluster.DrsConfigInfo(defaultVmBehavior="manual"))
        task = cluster.ReconfigureComputeResource_Task(spec=change, modify=True)
        while task.info.state not in ("success", "error"):
            time.sleep(0.05)
        steps["task"] = str(task.info.state)
        steps["drs"] = [str(cluster.configurationEx.drsConfig.defaultVmBehavior), cluster.configurationEx.drsConfig.enabled]
        json.dump(steps, sys.stdout, indent=1)
    finally:
        connect.Disconnect(instance)


if __name__ == "__main__":
    main()

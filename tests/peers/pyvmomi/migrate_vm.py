"""Migrates a virtual machine with pyVmomi there and back, as a person with a script would.

  python3 migrate_vm.py HOST PORT USER VM ESX_HOST ESX_HOST_WITHOUT_VMOTION ESX_HOST_OF_ANOTHER_RACK < password

Plain http. Prints what pyVmomi saw as JSON: that is a witness for how the simulator migrates.
"""
import json
import sys
import time

from pyVim import connect
from pyVmomi import vim

connect.localSslFixup = lambda host, context: context


def find(content, kind, name):
    view = content.viewManager.CreateContainerView(content.rootFolder, [kind], True)
    found = [each for each in view.view if each.name == name]
    view.DestroyView()
    return found[0]


def wait(task):
    while task.info.state not in ("success", "error"):
        time.sleep(0.05)
    return task.info


def type_of(fault):
    return type(fault).__name__


def check(content, machine, host):
    info = wait(content.vmProvisioningChecker.CheckMigrate(vm=machine, host=host, state="poweredOn"))
    return [type_of(error) for result in info.result for error in result.error]


def move(task, machine):
    info = wait(task)
    return [str(info.state) if info.error is None else type_of(info.error), machine.runtime.host.name], info.error


def main():
    server, port, user, name, near_name, lame_name, far_name = sys.argv[1:8]
    instance = connect.SmartConnect(protocol="http", host=server, port=int(port), user=user, pwd=sys.stdin.readline().rstrip("\n"))
    try:
        content = instance.RetrieveContent()
        machine = find(content, vim.VirtualMachine, name)
        near, lame, far = (find(content, vim.HostSystem, each) for each in (near_name, lame_name, far_name))
        home = machine.runtime.host
        seen = {"checked": check(content, machine, near)}
        seen["there"], _ = move(machine.RelocateVM_Task(spec=vim.vm.RelocateSpec(host=near)), machine)
        # The older method does the same.
        seen["back"], _ = move(machine.MigrateVM_Task(host=home, priority="defaultPriority", state="poweredOn"), machine)
        fault = move(machine.RelocateVM_Task(spec=vim.vm.RelocateSpec(host=lame)), machine)[1]
        seen["lame"] = [type_of(fault), fault.failedHost]
        seen["checkedFar"] = check(content, machine, far)
        seen["far"], fault = move(machine.RelocateVM_Task(spec=vim.vm.RelocateSpec(host=far)), machine)
        seen["farSays"] = " ".join(each.message for each in fault.faultMessage)
        json.dump(seen, sys.stdout, indent=1)
    finally:
        connect.Disconnect(instance)


if __name__ == "__main__":
    main()

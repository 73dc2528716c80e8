"""esxcli over the vSphere API with pyVmomi, which does not bring the types for it: ExecuteSoap on a host's method executer."""
import xml.etree.ElementTree as ElementTree

from pyVmomi import VmomiSupport, vim

_VERSION = "vim.version.version5"


def _define_types():
    create_data = VmomiSupport.CreateDataType
    create_data("vmodl.reflect.ManagedMethodExecuter.SoapArgument", "ReflectManagedMethodExecuterSoapArgument",
                "vmodl.DynamicData", _VERSION, [("name", "string", _VERSION, 0), ("val", "string", _VERSION, 0)])
    create_data("vmodl.reflect.ManagedMethodExecuter.SoapFault", "ReflectManagedMethodExecuterSoapFault",
                "vmodl.DynamicData", _VERSION,
                [("faultMsg", "string", _VERSION, 0), ("faultDetail", "string", _VERSION, VmomiSupport.F_OPTIONAL)])
    create_data("vmodl.reflect.ManagedMethodExecuter.SoapResult", "ReflectManagedMethodExecuterSoapResult",
                "vmodl.DynamicData", _VERSION,
                [("response", "string", _VERSION, VmomiSupport.F_OPTIONAL),
                 ("fault", "vmodl.reflect.ManagedMethodExecuter.SoapFault", _VERSION, VmomiSupport.F_OPTIONAL)])
    VmomiSupport.CreateManagedType(
        "vmodl.reflect.ManagedMethodExecuter", "ReflectManagedMethodExecuter", "vmodl.ManagedObject", _VERSION, None,
        [("executeSoap", "ExecuteSoap", _VERSION,
          (("moid", "string", _VERSION, 0, None), ("version", "string", _VERSION, 0, None),
           ("method", "string", _VERSION, 0, None),
           ("argument", "vmodl.reflect.ManagedMethodExecuter.SoapArgument[]", _VERSION, VmomiSupport.F_OPTIONAL, None)),
          (VmomiSupport.F_OPTIONAL, "vmodl.reflect.ManagedMethodExecuter.SoapResult",
           "vmodl.reflect.ManagedMethodExecuter.SoapResult"),
          None, None)])


_define_types()


def _method(name, result):
    """The description of a method without parameters that pyVmomi does not know."""
    return VmomiSupport.Object(name=name, typeName="vim.HostSystem", wsdlName=name, version=_VERSION, params=(),
                               isTask=False, resultFlags=0, result=result, methodResult=result, type=vim.HostSystem)


def _local(tag):
    return tag.rpartition("}")[2]


def _to_plain(element):
    """Fields by local name; objects within become dictionaries, repeated ones lists."""
    children = list(element)
    if not children:
        return element.text or ""
    plain = {}
    for child in children:
        plain.setdefault(_local(child.tag), []).append(_to_plain(child))
    return {name: values[0] if len(values) == 1 else values for name, values in plain.items()}


def run(system, namespace, command, **arguments):
    """Runs a command; gives {"rows": [...]} or {"error": "..."}. Arguments go in alphabetical order."""
    executer_type = VmomiSupport.GetVmodlType("vmodl.reflect.ManagedMethodExecuter")
    argument_type = VmomiSupport.GetVmodlType("vmodl.reflect.ManagedMethodExecuter.SoapArgument")
    executer = system._stub.InvokeMethod(system, _method("RetrieveManagedMethodExecuter", executer_type), ())
    soap_arguments = [argument_type(name=name, val="<{0}>{1}</{0}>".format(name, value))
                      for name, value in sorted(arguments.items())]
    result = executer.ExecuteSoap(moid="ha-cli-handler-" + "-".join(namespace), version="urn:vim25/5.0",
                                  method="vim.EsxCLI." + ".".join(namespace) + "." + command, argument=soap_arguments)
    if result.fault is not None:
        detail = ElementTree.fromstring(result.fault.faultDetail)
        return {"error": [text.text for text in detail.iter() if _local(text.tag) == "errMsg"][0]}
    return {"rows": [_to_plain(row) for row in ElementTree.fromstring(result.response)]}

using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Simulator.Fabric;
using RoutedVMotion.Simulator.Vim.EsxCli;
using RoutedVMotion.Simulator.Vim.Schema;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>Runs esxcli commands on a host (facts C1).</summary>
internal sealed class MethodExecuterObject : ManagedObject
{
    private readonly HostSystemObject _host;
    private readonly LeafSpineFabric _fabric;

    public MethodExecuterObject(string id, HostSystemObject host, LeafSpineFabric fabric)
        : base("ReflectManagedMethodExecuter", id)
    {
        _host = host;
        _fabric = fabric;
    }

    public Host Host => _host.Host;

    public override object? GetProperty(string name, Session? session) => null;

    public override object? Invoke(MethodCall call)
    {
        if (call.Method.Name != "ExecuteSoap") return base.Invoke(call);
        _host.CheckReadable();
        if (_host.Host.IsEsxCliDenied) throw VimFault.NoPermission(_host.Reference, HostSystemObject.EsxCliPrivilege);
        _host.CheckConnected();
        string version = call.Argument<string>(1);
        if (!version.StartsWith("urn:vim25/", System.StringComparison.Ordinal) || !ApiVersion.TryParse(version.Substring(10), out _))
            throw VimFault.InvalidArgument("version");
        DataObject[] arguments = call.Argument<IReadOnlyList<object>>(3).Cast<DataObject>().ToArray();
        try
        {
            return Result(Run(call.Argument<string>(0), call.Argument<string>(2), arguments), null);
        }
        catch (EsxCliFault fault)
        {
            return Result(null, fault.Message);
        }
    }

    private string Run(string moid, string method, DataObject[] arguments) => (moid, method) switch
    {
        ("ha-cli-handler-network-diag", "vim.EsxCLI.network.diag.ping") =>
            PingCommand.Run(_host.Host, _fabric, EsxCliArguments.Read(arguments, PingCommand.Parameters)),
        ("ha-cli-handler-network-ip-neighbor", "vim.EsxCLI.network.ip.neighbor.list") =>
            NeighborListCommand.Run(_host.Host, EsxCliArguments.Read(arguments, NeighborListCommand.Parameters)),
        _ => throw VimFault.NotFound(),
    };

    private static DataObject Result(string? response, string? error) => new("ReflectManagedMethodExecuterSoapResult")
    {
        ["response"] = response,
        ["fault"] = error is null
            ? null
            : new DataObject("ReflectManagedMethodExecuterSoapFault")
            {
                ["faultMsg"] = "EsxCLI.CLIFault.summary",
                ["faultDetail"] = EsxCliOutput.Fault(error),
            },
    };
}

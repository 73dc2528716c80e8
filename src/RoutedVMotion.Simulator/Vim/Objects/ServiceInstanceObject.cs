using System;

namespace RoutedVMotion.Simulator.Vim.Objects;

/// <summary>Where a client begins. All of it can be read without a session.</summary>
internal sealed class ServiceInstanceObject : ManagedObject
{
    private readonly DataObject _content;

    public ServiceInstanceObject(DataObject content)
        : base("ServiceInstance", "ServiceInstance") =>
        _content = content;

    public override object? GetProperty(string name, Session? session) => name switch
    {
        "serverClock" => DateTime.UtcNow,
        "capability" => new DataObject("Capability")
        {
            ["provisioningSupported"] = true,
            ["multiHostSupported"] = true,
            ["userShellAccessSupported"] = false,
        },
        "content" => _content,
        _ => null,
    };

    public override object? Invoke(MethodCall call) => call.Method.Name switch
    {
        "RetrieveServiceContent" => _content,
        "CurrentTime" => DateTime.UtcNow,
        _ => base.Invoke(call),
    };
}

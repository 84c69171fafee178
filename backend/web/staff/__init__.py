"""The staff console under /staff: server-rendered, without scripts.

`access` guards every page, `pages` draws them, one module per page group holds the handlers; `blueprint` gathers them.
"""
